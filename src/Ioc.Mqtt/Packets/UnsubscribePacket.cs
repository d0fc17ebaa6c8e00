namespace Ioc.Mqtt.Packets;

internal sealed record UnsubscribePacket : Packet
{
    public override PacketType Type => PacketType.Unsubscribe;

    public required ushort PacketId { get; init; }

    public required IReadOnlyList<string> Filters { get; init; }
}
