namespace Ioc.Mqtt.Packets;

internal sealed record SubscribePacket : Packet
{
    public override PacketType Type => PacketType.Subscribe;

    public required ushort PacketId { get; init; }

    public required IReadOnlyList<SubscribeEntry> Entries { get; init; }
}
