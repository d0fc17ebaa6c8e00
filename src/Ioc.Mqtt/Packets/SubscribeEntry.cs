namespace Ioc.Mqtt.Packets;

/// <summary>One filter of SUBSCRIBE with its options; in 3.1.1 only the QoS can differ from the defaults.</summary>
internal sealed record SubscribeEntry(string Filter, QualityOfService Qos)
{
    public bool NoLocal { get; init; }

    public bool RetainAsPublished { get; init; }

    public RetainHandling RetainHandling { get; init; }
}
