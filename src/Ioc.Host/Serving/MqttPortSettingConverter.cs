using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ioc.Host.Serving;

internal sealed class MqttPortSettingConverter : JsonConverter<MqttPortSetting>
{
    public override MqttPortSetting Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number when reader.TryGetInt32(out var port) => new MqttPortSetting(port),
        JsonTokenType.String when reader.GetString() == MqttPortSetting.Off => new MqttPortSetting(Port: null),
        _ => throw new JsonException($"mqttPort must be a port or \"{MqttPortSetting.Off}\"."),
    };

    public override void Write(Utf8JsonWriter writer, MqttPortSetting value, JsonSerializerOptions options)
    {
        if (value.Port is { } port)
            writer.WriteNumberValue(port);
        else
            writer.WriteStringValue(MqttPortSetting.Off);
    }
}
