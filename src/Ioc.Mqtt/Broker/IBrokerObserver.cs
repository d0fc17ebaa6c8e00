namespace Ioc.Mqtt.Broker;

/// <summary>Told about sessions and deliveries. Calls come from connection loops: they must be short and must not block.</summary>
public interface IBrokerObserver
{
    /// <summary>CONNACK with success is on its way.</summary>
    void Connected(IBrokerClient client);

    /// <summary>SUBACK with at least one granted filter is on its way.</summary>
    void Subscribed(IBrokerClient client, string topicFilter);

    void Disconnected(IBrokerClient client, CloseReason reason);

    /// <summary>The receiver acknowledged a QoS 1 or 2 message published by <see cref="MqttBroker.Publish"/> with this tag (0: untagged, not reported).</summary>
    void Delivered(IBrokerClient client, long tag);
}
