namespace Ioc.Mqtt.Packets;

internal sealed record SubAckPacket : Packet
{
    public override PacketType Type => PacketType.SubAck;

    public required ushort PacketId { get; init; }

    /// <summary>One for each filter, in its order; in 3.1.1 every failure is 0x80.</summary>
    public required IReadOnlyList<ReasonCode> Reasons { get; init; }
}
