namespace Ioc.Mqtt.Broker;

/// <summary>What is known of the packet identifier of a QoS 2 publish that comes in.</summary>
internal enum ReceivedState : byte
{
    /// <summary>Nothing: the message is new.</summary>
    New,

    /// <summary>The sink has it and has not answered; this is a repetition, perhaps on the client's next connection.</summary>
    Offered,

    /// <summary>It was taken and not yet released: this is a repetition [MQTT-4.3.3-10].</summary>
    Taken,
}
