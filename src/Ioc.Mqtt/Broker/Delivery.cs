namespace Ioc.Mqtt.Broker;

/// <summary>One message for one session: the QoS is the lower of the message's and the subscription's.</summary>
/// <remarks>The subscription identifiers are those of all matching subscriptions of this session [MQTT-3.3.4-3]; none for most.</remarks>
internal readonly record struct Delivery(Message Message, QualityOfService Qos, bool Retain, uint[] SubscriptionIdentifiers)
{
    /// <summary>The shared filter it was chosen by, so that another member can have it when this session ends; null for most.</summary>
    public string? SharedFilter { get; init; }
}
