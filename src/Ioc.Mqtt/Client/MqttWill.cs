namespace Ioc.Mqtt.Client;

/// <summary>The message the broker publishes when this client's connection ends without DISCONNECT.</summary>
public sealed record MqttWill
{
    public required string Topic { get; init; }

    /// <summary>0 to 65,535 bytes.</summary>
    public ReadOnlyMemory<byte> Payload { get; init; }

    public QualityOfService Qos { get; init; }

    public bool Retain { get; init; }

    /// <summary>How long the broker waits for the client's return, in seconds (5.0); default 0.</summary>
    public uint DelaySeconds { get; init; }
}
