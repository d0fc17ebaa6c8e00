namespace Ioc.Mqtt.Packets;

/// <summary>PUBACK, PUBREC, PUBREL and PUBCOMP: one shape (5.0 §3.4 to §3.7).</summary>
internal sealed record AckPacket(PacketType AckType) : Packet
{
    public override PacketType Type => AckType;

    public ushort PacketId { get; init; }

    /// <summary>Always success in 3.1.1.</summary>
    public ReasonCode Reason { get; init; }
}
