namespace Ioc.Mqtt.Packets;

internal sealed record AuthPacket : Packet
{
    public override PacketType Type => PacketType.Auth;

    public ReasonCode Reason { get; init; }
}
