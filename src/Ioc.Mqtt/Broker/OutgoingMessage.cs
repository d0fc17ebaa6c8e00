namespace Ioc.Mqtt.Broker;

/// <summary>A message the host publishes through <see cref="MqttBroker.Publish"/>.</summary>
public sealed record OutgoingMessage
{
    /// <summary>A topic name: no wildcards, 1 to 65,535 bytes of UTF-8.</summary>
    public required string Topic { get; init; }

    /// <summary>Kept, not copied: it may wait for an absent client, so the caller must not change it afterwards.</summary>
    public ReadOnlyMemory<byte> Payload { get; init; }

    public QualityOfService Qos { get; init; }

    public bool Retain { get; init; }

    /// <summary>Seconds after which nobody gets it any more; a 5.0 client is told what is left. Null: never.</summary>
    public uint? ExpirySeconds { get; init; }

    /// <summary>Handed to <see cref="IBrokerObserver.Delivered"/> with the receiver's acknowledgement; 0: not reported.</summary>
    public long Tag { get; init; }

    /// <summary>Only this client's session gets it, and only if it subscribed; null: every subscriber.</summary>
    public string? ClientId { get; init; }
}
