namespace Ioc.Mqtt.Packets;

internal sealed record ConnAckPacket : Packet
{
    public override PacketType Type => PacketType.ConnAck;

    public bool SessionPresent { get; init; }

    /// <summary>In 3.1.1 one of the six it knows, translated by <see cref="Codec.ConnAckCodes"/>.</summary>
    public ReasonCode Reason { get; init; }
}
