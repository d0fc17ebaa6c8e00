using System.Buffers.Binary;
using System.Text;

namespace Ioc.Host.Benchmarks.Mqtt;

/// <summary>MQTT 3.1.1 packets, encoded once before the measured time begins.</summary>
internal static class LoadPackets
{
    /// <summary>Keep-alive 0: a load that was stopped for a moment must not be cut.</summary>
    public static byte[] Connect(string clientId, bool cleanSession) =>
        Packet(0x10, [0, 4, .. "MQTT"u8, 4, (byte)(cleanSession ? 2 : 0), 0, 0, .. Text(clientId)]);

    public static byte[] Subscribe(IEnumerable<string> filters, int qos) =>
        Packet(0x82, [0, 1, .. filters.SelectMany(filter => (byte[])[.. Text(filter), (byte)qos])]);

    /// <summary>With packet identifier 1 where there is one; see <see cref="PacketIdAt"/>.</summary>
    public static byte[] Publish(string topic, int payloadBytes, int qos)
    {
        byte[] payload = new byte[payloadBytes];
        Array.Fill(payload, (byte)'x');
        byte[] packetId = qos == 0 ? [] : [0, 1];
        return Packet((byte)(0x30 | (qos << 1)), [.. Text(topic), .. packetId, .. payload]);
    }

    /// <summary>Where the packet identifier of a PUBLISH stands.</summary>
    public static int PacketIdAt(ReadOnlySpan<byte> publish)
    {
        var topicAt = 1;
        while (publish[topicAt++] >= 0x80)
        {
            // The remaining length ends with its first byte below 128.
        }

        return topicAt + 2 + BinaryPrimitives.ReadUInt16BigEndian(publish[topicAt..]);
    }

    /// <summary>Bytes of the whole packet at the front of <paramref name="bytes"/>; 0 when its fixed header is not whole.</summary>
    public static int Length(ReadOnlySpan<byte> bytes)
    {
        var length = 0;
        for (var at = 1; at < bytes.Length && at <= 4; at++)
        {
            length |= (bytes[at] & 0x7F) << (7 * (at - 1));
            if (bytes[at] < 0x80)
                return 1 + at + length;
        }

        return 0;
    }

    private static byte[] Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return [(byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];
    }

    private static byte[] Packet(byte header, byte[] body)
    {
        var length = new List<byte>();
        for (var left = body.Length; ; left >>= 7)
        {
            length.Add((byte)(left < 128 ? left : (left & 127) | 128));
            if (left < 128)
                return [header, .. length, .. body];
        }
    }
}
