using System.Buffers;

namespace Ioc.Mqtt.Codec;

/// <summary>PUBLISH as it lies in the receive buffer: nothing is copied, nothing allocated.</summary>
internal ref struct PublishView
{
    /// <summary>Empty where a topic alias stands for it (5.0).</summary>
    public ReadOnlySpan<byte> Topic;

    public ReadOnlySequence<byte> Payload;

    /// <summary>Checked, not looked into again unless the message is passed on.</summary>
    public ReadOnlySpan<byte> Properties;

    public QualityOfService Qos;
    public bool Retain;
    public bool Duplicate;

    /// <summary>0 for QoS 0.</summary>
    public ushort PacketId;

    /// <summary>0 when absent: 0 itself is malformed.</summary>
    public ushort TopicAlias;

    public bool HasExpiry;
    public uint ExpirySeconds;

    /// <summary>A client may not send one (5.0 §3.3.4); a broker may.</summary>
    public bool HasSubscriptionIdentifier;
}
