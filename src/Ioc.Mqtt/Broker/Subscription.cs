using Ioc.Mqtt.Packets;

namespace Ioc.Mqtt.Broker;

/// <summary>One granted filter of one session.</summary>
internal sealed record Subscription(Session Session, string Filter, QualityOfService Qos)
{
    public bool NoLocal { get; init; }

    public bool RetainAsPublished { get; init; }

    public RetainHandling RetainHandling { get; init; }

    /// <summary>0: none.</summary>
    public uint Identifier { get; init; }
}
