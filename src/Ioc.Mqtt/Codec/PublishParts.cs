namespace Ioc.Mqtt.Codec;

/// <summary>What goes into one PUBLISH.</summary>
internal ref struct PublishParts
{
    public ProtocolVersion Version;
    /// <summary>Empty where the alias stands for it.</summary>
    public ReadOnlySpan<byte> Topic;
    public ReadOnlySpan<byte> Payload;

    /// <summary>Properties ready for the wire, without expiry, alias and subscription identifiers.</summary>
    public ReadOnlySpan<byte> Properties;

    public ReadOnlySpan<uint> SubscriptionIdentifiers;
    public uint? ExpirySeconds;
    /// <summary>0: none.</summary>
    public ushort TopicAlias;

    public QualityOfService Qos;
    public bool Retain;
    public bool Duplicate;

    /// <summary>0 for QoS 0.</summary>
    public ushort PacketId;
}
