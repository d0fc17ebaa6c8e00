using Ioc.Mqtt.Packets;

namespace Ioc.Mqtt.Client;

/// <summary>One filter with its options; those behind the QoS exist in 5.0 only.</summary>
public sealed record MqttSubscription(string Filter, QualityOfService Qos)
{
    /// <summary>Own messages do not come back.</summary>
    public bool NoLocal { get; init; }

    /// <summary>Messages keep the retain flag they were published with.</summary>
    public bool RetainAsPublished { get; init; }

    /// <summary>False: no retained messages are sent for this subscription.</summary>
    public bool SendRetained { get; init; } = true;

    /// <summary>Comes back on the messages that match (1 to 268,435,455); the broker may not know them. Null: none.</summary>
    public uint? Identifier { get; init; }

    internal SubscribeEntry ToEntry() => new(Filter, Qos)
    {
        NoLocal = NoLocal,
        RetainAsPublished = RetainAsPublished,
        RetainHandling = SendRetained ? RetainHandling.Send : RetainHandling.DoNotSend,
    };
}
