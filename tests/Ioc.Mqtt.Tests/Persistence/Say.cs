using System.Text;
using Ioc.Mqtt.Packets;

namespace Ioc.Mqtt.Tests.Persistence;

/// <summary>Packets in one line.</summary>
internal static class Say
{
    public static PublishPacket Publish(string topic, string text, int qos, int packetId = 0, bool retain = false, bool duplicate = false, uint? expirySeconds = null) => new()
    {
        Topic = topic,
        Payload = Encoding.UTF8.GetBytes(text),
        Qos = (QualityOfService)qos,
        PacketId = (ushort)packetId,
        Retain = retain,
        Duplicate = duplicate,
        Properties = expirySeconds is null ? null : new PropertySet { MessageExpirySeconds = expirySeconds },
    };

    public static AckPacket Ack(PacketType type, int packetId) => new(type) { PacketId = (ushort)packetId };

    public static string Text(this PublishPacket publish) => Encoding.UTF8.GetString(publish.Payload);
}
