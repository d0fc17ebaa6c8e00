using Ioc.Mqtt.Packets;

namespace Ioc.Mqtt.Broker;

/// <summary>One granted filter of one session.</summary>
internal sealed class Subscription(Session session, string filter, QualityOfService qos)
{
    public Session Session { get; } = session;

    /// <summary>As the client wrote it, <c>$share/group/</c> included.</summary>
    public string Filter { get; } = filter;

    public QualityOfService Qos { get; } = qos;

    public bool NoLocal { get; init; }

    public bool RetainAsPublished { get; init; }

    public RetainHandling RetainHandling { get; init; }

    /// <summary>0: none.</summary>
    public uint Identifier
    {
        get => Identifiers is [uint id] ? id : 0;
        init => Identifiers = value == 0 ? [] : [value];
    }

    /// <summary>The identifier as deliveries carry it, made once and not for each message.</summary>
    public uint[] Identifiers { get; private init; } = [];

    /// <summary>Where the tree keeps it, null once removed; guarded by the tree's lock.</summary>
    public SubscriptionNode? Node { get; set; }

    /// <summary>Its place in <see cref="SubscriptionNode.Subscribers"/>; guarded by the tree's lock.</summary>
    public int Slot { get; set; }
}
