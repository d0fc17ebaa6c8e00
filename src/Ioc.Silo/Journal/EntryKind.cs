namespace Ioc.Silo.Journal;

/// <summary>What one journal entry is. Numbers are on disk: append only, golden-tested.</summary>
public enum EntryKind : byte
{
    /// <summary>A PUBLISH on a device's telemetry channel; payload as received.</summary>
    Telemetry = 1,

    /// <summary>A PUBLISH on a device's status channel (online, or the last will's offline).</summary>
    Status = 2,

    Event = 3,

    /// <summary>A device's receipt for a broadcast.</summary>
    Receipt = 4,

    Survey = 5,

    /// <summary>Server time moved on: offline clocks, durations and expiries are judged by these and by nothing else.</summary>
    Tick = 10,

    /// <summary>From here on devices can be heard (process start, broker reachable again): offline clocks restart.</summary>
    ListeningStarted = 11,

    /// <summary>Devices can't be heard: nothing is judged offline until listening starts again.</summary>
    ListeningStopped = 12,

    /// <summary>The server's clock jumped or stood still: offline clocks restart, of those devices that can be heard at all.</summary>
    ClockJumped = 13,

    /// <summary>
    /// Devices were added, edited or removed in the registry; payload: handles as little-endian int32. None: units changed, or a start, which
    /// may have missed any change.
    /// </summary>
    RegistryChanged = 20,

    /// <summary>An operator acted on an alert; payload: JSON of <c>AlertAction</c>.</summary>
    AlertAction = 30,

    /// <summary>A broadcast was ordered; payload: JSON of the broadcast and its resolved device handles.</summary>
    BroadcastOrdered = 40,

    BroadcastCancelled = 41,

    /// <summary>A device's MQTT client acknowledged a command; payload: the broadcast's id.</summary>
    CommandDelivered = 42,

    /// <summary>The journal is filling up because the stores do not keep up, or it has drained; payload: <see cref="CentreFinding"/>.</summary>
    JournalFilling = 50,

    /// <summary>A store has taken nothing for minutes, or takes everything again; payload: <see cref="CentreFinding"/>.</summary>
    StoreAway = 51,
}
