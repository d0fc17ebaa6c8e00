namespace Ioc.Mqtt.Client;

/// <summary>One message, to publish or received. A received payload is a copy and may be kept.</summary>
public sealed record MqttMessage
{
    private int _acknowledged;

    public required string Topic { get; init; }

    public ReadOnlyMemory<byte> Payload { get; init; }

    public QualityOfService Qos { get; init; } = QualityOfService.AtLeastOnce;

    public bool Retain { get; init; }

    /// <summary>Received: this may be a repetition. Ignored when publishing.</summary>
    public bool Duplicate { get; init; }

    /// <summary>Received: 0 for QoS 0. Ignored when publishing.</summary>
    public ushort PacketId { get; init; }

    /// <summary>Seconds until nobody wants it any more; received: what is left of them (5.0); null without.</summary>
    public uint? ExpirySeconds { get; init; }

    /// <summary>True: the payload is said to be UTF-8 (5.0).</summary>
    public bool PayloadIsText { get; init; }

    /// <summary>5.0.</summary>
    public string? ContentType { get; init; }

    /// <summary>Where an answer is expected (5.0).</summary>
    public string? ResponseTopic { get; init; }

    /// <summary>What an answer must carry (5.0); empty: nothing.</summary>
    public ReadOnlyMemory<byte> CorrelationData { get; init; }

    /// <summary>In their order; names may repeat (5.0).</summary>
    public IReadOnlyList<KeyValuePair<string, string>> UserProperties { get; init; } = [];

    /// <summary>Received: of the subscriptions that matched (5.0). Ignored when publishing.</summary>
    public IReadOnlyList<uint> SubscriptionIdentifiers { get; init; } = [];

    /// <summary>The connection it came on: only there can it be acknowledged.</summary>
    internal ClientConnection? Source { get; init; }

    /// <summary>False the second time: its packet identifier may belong to another message by then.</summary>
    internal bool TryAcknowledge() => Interlocked.Exchange(ref _acknowledged, 1) == 0;
}
