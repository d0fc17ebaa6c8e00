namespace Ioc.Mqtt.Packets;

internal sealed record PublishPacket : Packet
{
    public override PacketType Type => PacketType.Publish;

    /// <summary>Empty where a topic alias stands for it.</summary>
    public required string Topic { get; init; }

    public byte[] Payload { get; init; } = [];

    public QualityOfService Qos { get; init; }

    public bool Retain { get; init; }

    public bool Duplicate { get; init; }

    /// <summary>0 for QoS 0.</summary>
    public ushort PacketId { get; init; }
}
