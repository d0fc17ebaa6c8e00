using System.Text;
using Ioc.Devices;

namespace Ioc.Gateway.Publishes;

/// <summary>The one place that knows how topics are written: <c>ioc/v1/{kind}/{device}/{channel}</c> (docs/mqtt.md).</summary>
internal static class DeviceTopics
{
    public static string Prefix(Device device) => $"ioc/v1/{device.Kind.Word()}/{device.Id}/";

    public static string Status(Device device) => Prefix(device) + "status";

    public static string Command(Device device) => Prefix(device) + "command";

    public static string Config(Device device) => Prefix(device) + "config";

    /// <summary>
    /// True where the topic has the contract's form, whoever the device is: tells a foreign topic from an unknown one.
    /// Runs only for refused messages.
    /// </summary>
    public static bool IsContractTopic(ReadOnlySpan<byte> topic)
    {
        var levels = Encoding.UTF8.GetString(topic).Split('/');
        return levels is ["ioc", "v1", var kind, var device, var channel]
            && DeviceKinds.TryParse(kind, out _)
            && DeviceId.IsValid(device)
            && DeviceChannel.TryFind(Encoding.UTF8.GetBytes(channel), out _);
    }
}
