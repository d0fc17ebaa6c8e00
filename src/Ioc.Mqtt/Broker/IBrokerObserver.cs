namespace Ioc.Mqtt.Broker;

/// <summary>Told about sessions and deliveries. Calls come from connection loops: they must be short and must not block.</summary>
public interface IBrokerObserver
{
    /// <summary>CONNACK with success is on its way. A session that was there before is followed by <see cref="Subscribed"/> for each filter it has.</summary>
    void Connected(IBrokerClient client);

    /// <summary>SUBACK that grants this filter is on its way, or the session came back with it.</summary>
    void Subscribed(IBrokerClient client, string topicFilter);

    void Disconnected(IBrokerClient client, CloseReason reason);

    /// <summary>The receiver acknowledged a QoS 1 or 2 message published by <see cref="MqttBroker.Publish"/> with this tag (0: untagged, not reported).</summary>
    void Delivered(IBrokerClient client, long tag);
}
