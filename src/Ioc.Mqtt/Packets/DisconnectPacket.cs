namespace Ioc.Mqtt.Packets;

internal sealed record DisconnectPacket : Packet
{
    public override PacketType Type => PacketType.Disconnect;

    public ReasonCode Reason { get; init; }
}
