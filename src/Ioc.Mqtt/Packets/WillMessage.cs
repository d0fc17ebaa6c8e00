namespace Ioc.Mqtt.Packets;

/// <summary>The last will inside CONNECT (5.0 §3.1.2.5).</summary>
internal sealed record WillMessage
{
    public required string Topic { get; init; }

    public byte[] Payload { get; init; } = [];

    public QualityOfService Qos { get; init; }

    public bool Retain { get; init; }

    /// <summary>Will Delay and the properties of the message itself; null when there are none.</summary>
    public PropertySet? Properties { get; init; }
}
