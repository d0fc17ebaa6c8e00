using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Ioc.Host.Benchmarks;

/// <summary>
/// One MQTT 3.1.1 PUBLISH with QoS 1, encoded once and patched for each message: packet identifier, sequence number, number of clients.
/// The numbers have a fixed width, so nothing moves and the load costs little beside what it measures.
/// </summary>
internal sealed class TelemetryPacket
{
    public const int PayloadBytesMin = 180;
    private const long FirstSeq = 1_000_000_000;

    private readonly byte[] _bytes;
    private readonly int _packetIdAt;
    private readonly int _seqAt;
    private readonly int _clientsAt;
    private long _seq = FirstSeq;
    private ushort _packetId;

    public TelemetryPacket(string topic, int payloadBytes)
    {
        var front = $$"""{"seq":{{FirstSeq}},"clients":100,"access_points_up":3,"access_points_total":3,"rx_bps":1843200,"tx_bps":15360000,"rtt_ms":12.4,"loss_percent":0,"backhaul_up":true,"note":" """.TrimEnd();
        var payload = Encoding.ASCII.GetBytes(front + new string('x', payloadBytes - front.Length - 2) + "\"}");
        var topicBytes = Encoding.UTF8.GetBytes(topic);
        var remaining = 2 + topicBytes.Length + 2 + payload.Length;
        var header = new List<byte> { 0x32 };
        for (var left = remaining; ; left >>= 7)
        {
            header.Add((byte)(left < 128 ? left : (left & 127) | 128));
            if (left < 128)
                break;
        }

        _packetIdAt = header.Count + 2 + topicBytes.Length;
        _bytes = [.. header, (byte)(topicBytes.Length >> 8), (byte)topicBytes.Length, .. topicBytes, 0, 0, .. payload];
        _seqAt = _packetIdAt + 2 + "{\"seq\":".Length;
        _clientsAt = _seqAt + "1000000000,\"clients\":".Length;
    }

    public int Length => _bytes.Length;

    /// <summary>Writes the next message; <paramref name="target"/> has room for <see cref="Length"/> bytes.</summary>
    public void WriteNext(Span<byte> target)
    {
        _packetId = _packetId == ushort.MaxValue ? (ushort)1 : (ushort)(_packetId + 1);
        BinaryPrimitives.WriteUInt16BigEndian(_bytes.AsSpan(_packetIdAt), _packetId);
        (++_seq).TryFormat(_bytes.AsSpan(_seqAt), out _, provider: CultureInfo.InvariantCulture);
        (100 + (_seq % 800)).TryFormat(_bytes.AsSpan(_clientsAt), out _, provider: CultureInfo.InvariantCulture);
        _bytes.CopyTo(target);
    }
}
