using System.Buffers.Binary;
using Ioc.Mqtt.Transport;

namespace Ioc.Mqtt.Codec;

/// <summary>PUBACK, PUBREC, PUBREL and PUBCOMP straight into a connection's output: four bytes, five with a 5.0 reason.</summary>
internal static class AckEncoder
{
    public const int BytesMax = 5;

    public static void Write_NeedsLock(OutputBuffer output, PacketType type, ushort packetId, ReasonCode reason, ProtocolVersion version)
    {
        Span<byte> target = output.Reserve_NeedsLock(BytesMax);
        if (!target.IsEmpty) output.Commit_NeedsLock(Put(target, type, packetId, reason, version));
    }

    /// <returns>Bytes used.</returns>
    public static int Put(Span<byte> target, PacketType type, ushort packetId, ReasonCode reason, ProtocolVersion version)
    {
        bool withReason = reason != ReasonCode.Success && version == ProtocolVersion.V500;
        target[0] = FixedHeader.For(type);
        target[1] = withReason ? (byte)3 : (byte)2;
        BinaryPrimitives.WriteUInt16BigEndian(target[2..], packetId);
        if (!withReason) return 4;
        target[4] = (byte)reason;
        return BytesMax;
    }
}
