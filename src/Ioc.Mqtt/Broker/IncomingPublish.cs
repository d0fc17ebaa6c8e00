using System.Buffers;

namespace Ioc.Mqtt.Broker;

/// <summary>
/// One PUBLISH as it arrived. Topic and payload point into the connection's receive buffer and are valid only during the call.
/// </summary>
public readonly ref struct IncomingPublish
{
    /// <summary>Validated UTF-8 without wildcards; topic aliases are already resolved.</summary>
    public required ReadOnlySpan<byte> Topic { get; init; }

    public required ReadOnlySequence<byte> Payload { get; init; }

    public required QualityOfService Qos { get; init; }

    public bool Retain { get; init; }

    /// <summary>The DUP flag: this may be a repetition of an earlier attempt [MQTT-3.3.1-1].</summary>
    public bool Duplicate { get; init; }

    /// <summary>True when this is the connection's last will, published by the broker on the client's behalf.</summary>
    public bool IsWill { get; init; }
}
