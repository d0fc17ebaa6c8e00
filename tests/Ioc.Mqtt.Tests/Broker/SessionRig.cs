using Ioc.Mqtt.Broker;

namespace Ioc.Mqtt.Tests.Broker;

/// <summary>A session that only stands for itself.</summary>
internal static class SessionRig
{
    public static Session Make(long number = 1, string clientId = "c") => new(number, clientId, new BrokerParts
    {
        Options = new BrokerOptions(),
        Limits = new MqttLimits(),
        Authenticator = null!,
        Sink = null!,
        SubscribeAuthorizer = null!,
        Observer = null,
        Log = null!,
        Clock = null!,
        Metrics = null!,
        Subscriptions = null!,
        Retained = null!,
        Router = null!,
        Store = null,
    });
}
