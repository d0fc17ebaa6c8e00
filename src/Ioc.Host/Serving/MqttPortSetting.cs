using System.Globalization;
using System.Text.Json.Serialization;

namespace Ioc.Host.Serving;

/// <summary>The plain MQTT port as people write it: 0 to 65,535, or "off". A word of its own, because a missing one means the default.</summary>
/// <param name="Port">Null: off.</param>
[JsonConverter(typeof(MqttPortSettingConverter))]
internal sealed record MqttPortSetting(int? Port)
{
    public const string Off = "off";

    public static MqttPortSetting? TryParse(string text) =>
        text == Off ? new MqttPortSetting(Port: null) : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? new MqttPortSetting(port) : null;
}
