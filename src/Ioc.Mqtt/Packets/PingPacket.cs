namespace Ioc.Mqtt.Packets;

/// <summary>PINGREQ and PINGRESP: two bytes each.</summary>
internal sealed record PingPacket(PacketType PingType) : Packet
{
    public override PacketType Type => PingType;
}
