using Ioc.Silo.Influx;

namespace Ioc.Silo.Storage;

/// <summary>How everything that keeps telemetry does: what the journal's thread asks before it lets devices in, and tells people about.</summary>
internal sealed class StoreWatch(TimeProvider time, InfluxOptions? influx = null)
{
    private volatile OutboxState? _outbox;

    /// <summary>The databases in the data directory.</summary>
    public StoreHealth Own { get; } = new(time);

    /// <summary>The time-series server; null: there is none.</summary>
    public StoreHealth? Server { get; } = influx is null ? null : new StoreHealth(time);

    /// <summary>What waits for the server; null: nothing is sent anywhere, or it was not counted yet.</summary>
    public OutboxState? Outbox
    {
        get => _outbox;
        set => _outbox = value;
    }

    /// <summary>True: one of them, for so long that people must know. Null: not certain yet.</summary>
    public bool? IsAway => (Own.IsAway, Server is null ? false : Server.IsAway) switch
    {
        (true, _) or (_, true) => true,
        (false, false) => false,
        _ => null,
    };
}
