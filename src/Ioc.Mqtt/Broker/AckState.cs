namespace Ioc.Mqtt.Broker;

/// <summary>Whose word the acknowledgement of one received publish waits for.</summary>
internal enum AckState : byte
{
    /// <summary>The sink's: it has not answered, or deferred.</summary>
    Sink,

    /// <summary>The store's: the commit of <see cref="PendingAck.Ticket"/>.</summary>
    Store,

    /// <summary>The sink's word about the same QoS 2 message that came on an earlier connection.</summary>
    Earlier,

    /// <summary>Nobody's: only the ones before it.</summary>
    Ready,

    /// <summary>The sink has lost it: never acknowledged, nor what is behind it, on a connection that is closing.</summary>
    Lost,
}
