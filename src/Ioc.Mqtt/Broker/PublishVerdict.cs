namespace Ioc.Mqtt.Broker;

/// <summary>What a sink decided about one PUBLISH.</summary>
public enum PublishVerdict : byte
{
    /// <summary>Acknowledge now and route to subscribers (and the retained store).</summary>
    Route,

    /// <summary>Acknowledge now; the sink has taken the message, nobody else gets it.</summary>
    Consumed,

    /// <summary>The sink has taken the message; acknowledge when it calls <see cref="IBrokerClient.CompletePublishes"/>. Counts for QoS 1 and 2 only; not routed.</summary>
    Deferred,

    /// <summary>Refused: a 5.0 client gets <see cref="PublishAnswer.Reason"/> in PUBACK/PUBREC, a 3.1.1 client is acknowledged (it cannot be told).</summary>
    Refused,

    /// <summary>Refused, and the connection is closed with <see cref="PublishAnswer.Reason"/>.</summary>
    Close,

    /// <summary>The sink is full: the broker stops reading this connection, awaits <see cref="IPublishSink.WaitForRoomAsync"/>, and offers the message again.</summary>
    NoRoom,
}
