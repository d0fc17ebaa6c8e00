namespace Ioc.Mqtt.Broker;

/// <summary>What the read loop has to do after it handled what it could without waiting.</summary>
internal enum LoopSignal : byte
{
    Continue,

    /// <summary>All whole packets are handled.</summary>
    NeedMoreData,

    /// <summary>A CONNECT came and must be judged, which may take time.</summary>
    Connect,

    /// <summary>The sink is full; the same packet is offered again when it has room.</summary>
    WaitForRoom,

    /// <summary>Too many acknowledgements are outstanding; the same packet is handled again when some are written.</summary>
    WaitForAcks,

    /// <summary>The store is full; the same packet is handled again when it has room.</summary>
    WaitForStore,

    /// <summary>The answer leaves after a commit, and nothing is read before it.</summary>
    WaitForCommit,

    Closed,
}
