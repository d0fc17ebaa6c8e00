namespace Ioc.Mqtt.Packets;

internal sealed record UnsubAckPacket : Packet
{
    public override PacketType Type => PacketType.UnsubAck;

    public required ushort PacketId { get; init; }

    /// <summary>One for each filter in 5.0; 3.1.1 carries none.</summary>
    public required IReadOnlyList<ReasonCode> Reasons { get; init; }
}
