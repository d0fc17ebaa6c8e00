using Ioc.Mqtt.Persistence;
using Microsoft.Extensions.Logging;

namespace Ioc.Mqtt.Broker;

/// <summary>What all connections of one broker share.</summary>
internal sealed class BrokerParts
{
    public required BrokerOptions Options { get; init; }

    public required MqttLimits Limits { get; init; }

    public required IConnectAuthenticator Authenticator { get; init; }

    public required IPublishSink Sink { get; init; }

    public required ISubscribeAuthorizer SubscribeAuthorizer { get; init; }

    public required IBrokerObserver? Observer { get; init; }

    public required ILogger Log { get; init; }

    public required BrokerClock Clock { get; init; }

    public required BrokerMetrics Metrics { get; init; }

    public required SubscriptionTree Subscriptions { get; init; }

    public required RetainedMessages Retained { get; init; }

    public required QueueTotals QueueTotals { get; init; }

    public required Router Router { get; init; }

    public MessagePool Messages { get; } = new();

    /// <summary>Null: everything is in memory only.</summary>
    public required StateLog? Store { get; init; }

    public required ConnectionTable Connections { get; init; }

    public required ClientTable Clients { get; init; }

    public required Linger Linger { get; init; }

    /// <summary>Set right after construction: sessions need the parts, the table makes sessions.</summary>
    public SessionTable Sessions { get; set; } = null!;

    public BrokerStatus Status { get; set; } = null!;

    public WillSchedule Wills { get; set; } = null!;

    /// <summary>True once the broker stops: no wills, no new connections.</summary>
    public volatile bool IsStopping;
}
