namespace Ioc.Mqtt.Broker;

/// <summary>Why a message did not reach a session that subscribed to it; the label of the metric.</summary>
internal enum DropReason : byte
{
    /// <summary>The session's queue is full by number or bytes.</summary>
    QueueFull,

    /// <summary>All queues together hold <see cref="MqttLimits.QueuedBytesMax"/>, and this one has its even share.</summary>
    AllQueuesFull,

    /// <summary>The session is kept on a disk that refuses.</summary>
    StoreFailed,

    /// <summary>Its expiry passed while it waited [MQTT-3.3.2-5].</summary>
    Expired,

    /// <summary>Larger than the client's Maximum Packet Size [MQTT-3.1.2-24].</summary>
    TooLargeForClient,

    /// <summary>QoS 0 for a client that is not connected.</summary>
    ReceiverAbsent,

    /// <summary>A retained message beyond <see cref="MqttLimits.RetainedMessagesMax"/> or <see cref="MqttLimits.RetainedBytesMax"/>; still routed.</summary>
    RetainedStoreFull,

    /// <summary>A will that has to wait, while as many do as there may be sessions, or while the bytes of all queues are used up.</summary>
    WillsFull,
}
