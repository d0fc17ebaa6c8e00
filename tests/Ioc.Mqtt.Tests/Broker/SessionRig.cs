using Ioc.Mqtt.Broker;

namespace Ioc.Mqtt.Tests.Broker;

/// <summary>A session that only stands for itself.</summary>
internal static class SessionRig
{
    public static Session Make(long number = 1, string clientId = "c", BrokerMetrics? metrics = null) =>
        new(number, clientId, Parts(metrics), isKept: false);

    private static BrokerParts Parts(BrokerMetrics? metrics) => new()
    {
        Options = new BrokerOptions(),
        Limits = new MqttLimits(),
        Authenticator = null!,
        Sink = null!,
        SubscribeAuthorizer = null!,
        Observer = null,
        Log = null!,
        Clock = null!,
        Metrics = metrics!,
        Subscriptions = null!,
        Retained = null!,
        Router = null!,
        QueueTotals = new QueueTotals(new MqttLimits()),
        Store = null,
        Connections = null!,
        Clients = null!,
        Linger = null!,
    };
}
