namespace Ioc.Mqtt.Client;

/// <summary>One message received; its payload is a copy and may be kept.</summary>
public sealed record MqttMessage
{
    public required string Topic { get; init; }

    public required ReadOnlyMemory<byte> Payload { get; init; }

    public QualityOfService Qos { get; init; }

    public bool Retain { get; init; }

    public bool Duplicate { get; init; }

    /// <summary>0 for QoS 0.</summary>
    public ushort PacketId { get; init; }

    /// <summary>What is left of the message's expiry, in seconds (5.0); null without one.</summary>
    public uint? ExpirySeconds { get; init; }
}
