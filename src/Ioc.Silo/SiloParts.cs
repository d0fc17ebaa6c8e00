using System.Diagnostics.Metrics;
using Ioc.Devices;
using Ioc.Silo.Broadcasts;
using Ioc.Silo.Changes;
using Ioc.Silo.Checkpoints;
using Ioc.Silo.Intake;
using Ioc.Silo.Judge;
using Ioc.Silo.Registry;
using Ioc.Silo.Rejections;
using Ioc.Silo.Twins;
using Microsoft.Extensions.Logging;

namespace Ioc.Silo;

/// <summary>
/// The parts that exist from the beginning, joined: nothing runs yet. <see cref="SiloLifetime"/> fills and starts them.
/// </summary>
internal sealed class SiloParts
{
    public SiloParts(SiloOptions options, IRegistry registry, IRejections rejections, SiloMetrics metrics, TimeProvider time, ILoggerFactory loggers)
    {
        var logger = loggers.CreateLogger("Ioc.Silo");
        Intake = new JournalIntake(time);
        Points = new PointBuffers(options.Shards);
        Feed = new ChangeFeed(registry, time);
        Stages = new JudgeStages(registry);
        Books = new JudgeBooks(Stages);
        Tickets = new Tickets(Intake, time);
        Follower = new RegistryFollower(Intake);
        Engine = new ShardEngine(registry, Feed, Points, options);
        Judge = new JudgeLoop(
            options.Shards, Stages, Books, new CommandOffers(Stages.Ledger, time, LastSeenMs), Tickets, Feed, metrics, logger, Engine.Done);
        Entries = new ShardEntries[options.Shards];
        Shards = new Shard[options.Shards];
        for (var index = 0; index < options.Shards; index++)
        {
            var slots = new TwinSlots(options.Shards, logger);
            Entries[index] = new ShardEntries(index, options.Shards, slots, Points, registry, rejections, logger);
            Shards[index] = new Shard(index, slots, Entries[index], Points, logger);
        }

        Engine.Connect(Shards, Judge);
        Feed.LastSeenMs = LastSeenMs;
    }

    public JournalIntake Intake { get; }

    public PointBuffers Points { get; }

    public ChangeFeed Feed { get; }

    public JudgeStages Stages { get; }

    public JudgeBooks Books { get; }

    public Tickets Tickets { get; }

    public RegistryFollower Follower { get; }

    public ShardEngine Engine { get; }

    public JudgeLoop Judge { get; }

    public Shard[] Shards { get; }

    public ShardEntries[] Entries { get; }

    /// <summary>Values that are read when somebody looks at the metrics.</summary>
    public void ObserveWith(SiloMetrics metrics, IRegistry registry, Func<SiloPositions> positions)
    {
        metrics.Observe("ioc.journal.size", "By", "Journal files on disk.", () => [new(positions().JournalBytes)]);
        metrics.Observe("ioc.journal.shed", "{message}", "Telemetry of QoS 0 dropped because the journal was nearly full.", () => [new(Intake.ShedTotal)]);
        metrics.Observe("ioc.journal.unstored", "{entry}", "Entries that are not in both stores yet.", () => [new(positions().Journal - positions().Stored)]);
        metrics.Observe("ioc.engine.batches", "{batch}", "Batches submitted and not yet judged.", () => [new(Engine.BatchesInFlight)]);
        metrics.Observe("ioc.points.waiting", "{point}", "Points that telemetry.db does not have yet.", () => [new(Points.PointsWaiting)]);
        metrics.Observe("ioc.changes.laggards", "{subscriber}", "Subscribers that were cut off because they lagged.", () => [new(Feed.Laggards)]);
        metrics.Observe("ioc.shard.inbox", "{item}", "Items in a shard's inbox.", () =>
            Shards.Select(shard => new Measurement<long>(shard.InboxCount, new KeyValuePair<string, object?>("shard", shard.Index))));
        metrics.Observe("ioc.alerts.open", "{alert}", "Alerts that are not cleared.", () => Books.Alerts.Open.CountBy(alert => alert.Severity)
            .Select(pair => new Measurement<long>(pair.Value, new KeyValuePair<string, object?>("severity", pair.Key.ToString().ToLowerInvariant()))));
        metrics.Observe("ioc.twins", "{twin}", "Twins by kind and health.", () => Feed.Briefs()
            .CountBy(brief => (registry.Current.FindDevice(brief.Handle)?.Kind, brief.Health))
            .Where(pair => pair.Key.Kind is not null)
            .Select(pair => new Measurement<long>(
                pair.Value,
                new KeyValuePair<string, object?>("kind", pair.Key.Kind!.Value.Word()),
                new KeyValuePair<string, object?>("health", pair.Key.Health.ToString().ToLowerInvariant()))));
    }

    private long LastSeenMs(int handle) => ShardOf(handle).Slots.LastSeenMs(handle);

    public Shard ShardOf(int handle) => Shards[(int)((uint)handle % (uint)Shards.Length)];
}
