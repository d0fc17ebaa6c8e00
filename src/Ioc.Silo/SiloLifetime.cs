using Ioc.Devices;
using Ioc.Devices.Alerts;
using Ioc.Devices.Twins;
using Ioc.Silo.Checkpoints;
using Ioc.Silo.Journal;
using Ioc.Silo.Judge;
using Ioc.Silo.Registry;
using Ioc.Silo.Series;
using Ioc.Silo.Storage;
using Ioc.Silo.Twins;
using Microsoft.Extensions.Logging;

namespace Ioc.Silo;

/// <summary>
/// The order of things. Start: load the checkpoint; replay the journal after it; tell twins and judge what the registry holds beyond them; listening
/// started; let entries in. Stop: the same backwards, with a last checkpoint.
/// </summary>
internal sealed class SiloLifetime : ISiloLifetime, IJournalTail, IDisposable
{
    private static readonly TimeSpan DrainTurn = TimeSpan.FromSeconds(1);

    /// <summary>At most twice as many seconds: less than the host gives a stop, more than a store that is only slow needs.</summary>
    private const int DrainTurnsMax = 12;

    /// <summary>A store that refused so often while everything stood still is away, not slow: the journal has what it does not.</summary>
    private const int DrainRefusalsMax = 3;

    private readonly SiloOptions _options;
    private readonly SiloParts _parts;
    private readonly IRegistry _registry;
    private readonly OperationsDatabase _operations;
    private readonly CheckpointStore _store;
    private readonly IJournalDisk _disk;
    private readonly SiloMetrics _metrics;
    private readonly StoreWatch _stores;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly List<IDisposable> _timers = [];
    private SegmentLog? _log;
    private CommitLoop? _commits;
    private CheckpointLoop? _checkpoints;

    public SiloLifetime(
        SiloOptions options, SiloParts parts, IRegistry registry, OperationsDatabase operations, ITelemetryWriter telemetry, IJournalDisk disk,
        SiloMetrics metrics, StoreWatch stores, TimeProvider time, ILoggerFactory loggers)
    {
        _stores = stores;
        _options = options;
        _parts = parts;
        _registry = registry;
        _operations = operations;
        _store = new CheckpointStore(operations, telemetry);
        _disk = disk;
        _metrics = metrics;
        _time = time;
        _logger = loggers.CreateLogger("Ioc.Silo");
    }

    public SiloStartReport? StartReport { get; private set; }

    public SiloPositions Positions => new(
        (_log?.NextPosition ?? 1) - 1, _parts.Judge.AppliedPosition, _checkpoints?.SettledPosition ?? 0, _log?.TotalBytes ?? 0, _parts.Judge.MessagesTotal)
    {
        JournalQuotaBytes = _options.JournalQuotaBytes, JournalTimeLeft = _commits?.TimeLeft, Room = _commits?.Room ?? default, StoreTrouble = _stores.Own.Trouble,
    };

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        var position = _store.LoadPosition();
        var journal = new JournalOptions
        {
            Directory = Path.Combine(_options.DataDirectory, "journal"),
            QuotaBytes = _options.JournalQuotaBytes,
            SegmentBytes = _options.JournalSegmentBytes,
            SegmentsMin = _options.KeepsJournalTail ? 2 : 1,
        };
        _log = SegmentLog.Open(journal, position, Math.Max(position, _store.TelemetryPosition), _disk);
        if (_log.TornBytes > 0)
            JournalLog.TornTail(_logger, _log.TornBytes);
        if (_log.GivenUp is var (from, through))
            JournalLog.GivenUp(_logger, from, through);
        StartThreads(position);
        var replayed = await ReplayAsync(position, cancellationToken);
        _commits = new CommitLoop(_parts.Intake, _log, _parts.Engine, _metrics, _time, _logger, _stores, Told());
        _commits.Start();
        // A journal that is full to the last byte takes no entry, and without one there is no start: first goes what the stores take by now.
        if (_log.IsFull)
            _checkpoints!.TryCheckpoint();
        await TellTwinsAsync(cancellationToken);
        _parts.Judge.TryPost(new JudgeAsk<bool>(judge =>
        {
            judge.Offers.OfferAll();
            return true;
        }));
        StartTimers();
        _parts.Intake.Open();
        StartReport = new SiloStartReport(_parts.Shards.Sum(shard => shard.Slots.Count), replayed, _log.TornBytes, _time.GetElapsedTime(started));
        EngineLog.Started(_logger, StartReport.Twins, replayed, StartReport.Duration.TotalSeconds);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_checkpoints is null)
            return;
        if (!await DrainAsync())
            return;
        var stored = _checkpoints.TryCheckpoint();
        EndThreads();
        if (stored)
            EngineLog.Stopped(_logger, _parts.Judge.AppliedPosition);
        else
            EngineLog.StoppedUndrained(_logger);
    }

    public IReadOnlyList<JournalTailEntry> LastOfDevices(int count) => _log!.LastOfDevices(count);

    /// <summary>Ends without a last checkpoint, as a crash does, but with the threads and files closed: for tests.</summary>
    internal async Task AbandonAsync()
    {
        await DrainAsync();
        EndThreads();
    }

    /// <summary>Cuts and stores now. False: a store refused.</summary>
    internal bool TryCheckpoint() => _checkpoints!.TryCheckpoint();

    /// <summary>When everything that is in the journal now is applied.</summary>
    internal Task WhenAppliedAsync() => _parts.Judge.WhenAppliedAsync(_log!.NextPosition - 1);

    public void Dispose()
    {
        foreach (var timer in _timers)
            timer.Dispose();
        _checkpoints?.Dispose();
        _log?.Dispose();
    }

    private void StartThreads(long position)
    {
        new CheckpointLoad(_parts, _operations, _registry, _time, _logger).Load(position);
        foreach (var entries in _parts.Entries)
            entries.PointsAfter = _store.TelemetryPosition;
        _parts.Engine.StartAt(position);
        foreach (var shard in _parts.Shards)
            shard.Start();
        _parts.Judge.Start(position);
        _checkpoints = new CheckpointLoop(_parts.Engine, _store, _log!, _parts.Points, _parts.Books, _metrics, _options, _stores.Own, _time, _logger, position);
        _parts.Engine.WantCheckpoint = _checkpoints.WantNow;
        _checkpoints.Start();
    }

    private async Task<long> ReplayAsync(long position, CancellationToken cancellationToken)
    {
        _parts.Engine.IsReplaying = true;
        // Positions may have a gap (SegmentLog), so neither their last nor their number follows from where the journal ends.
        var (last, entries) = (position, 0L);
        foreach (var batch in _log!.Replay(position))
        {
            cancellationToken.ThrowIfCancellationRequested();
            (last, entries) = (batch.FirstPosition + batch.Count - 1, entries + batch.Count);
            await _parts.Engine.SubmitAsync(batch, cancellationToken);
        }

        await _parts.Judge.WhenAppliedAsync(last);
        _parts.Engine.IsReplaying = false;
        return entries;
    }

    private CentreTold Told()
    {
        var open = _parts.Books.Alerts.Open.Where(alert => alert.DeviceId == Centre.Id).Select(alert => alert.Condition).ToHashSet(StringComparer.Ordinal);
        return new CentreTold(open.Contains(Condition.JournalFilling.Word()), open.Contains(Condition.StoreAway.Word()));
    }

    /// <summary>What changed in the registry without an entry that says so, and that devices can be heard from here on.</summary>
    private async Task TellTwinsAsync(CancellationToken cancellationToken)
    {
        var missing = _registry.Current.DevicesByHandle.OfType<Device>().Select(device => device.Handle)
            .Where(handle => _parts.ShardOf(handle).Slots.Find(handle) is null).ToList();
        if (missing.Count > 0)
            await _parts.Follower.ChangedAsync(missing, cancellationToken);
        // Sites that were edited and units: the judge compares them with the alerts.
        await _parts.Follower.ChangedAsync([], cancellationToken);
        var told = new CommitWait();
        // With its journal full the centre starts too, and hears nobody yet.
        if (!await _parts.Intake.AppendListeningAsync(told, cancellationToken) || !await told.Durable.WaitAsync(cancellationToken))
        {
            _parts.Intake.IsAccepting(out var reason);
            throw new IOException($"The journal can't write: {reason}");
        }

        await WhenAppliedAsync();
    }

    private void StartTimers()
    {
        var changes = TimeSpan.FromMilliseconds(_options.ChangeTickMilliseconds);
        var checkpoints = TimeSpan.FromSeconds(_options.CheckpointSeconds);
        _timers.Add(new TickSource(_parts.Intake, _parts.Follower, _metrics, _time, _logger));
        _timers.Add(_time.CreateTimer(_ => _checkpoints!.WantNow(), null, checkpoints, checkpoints));
        _timers.Add(_time.CreateTimer(_ => ShowChanges(), null, changes, changes));
        _parts.ObserveWith(_metrics, _registry, () => Positions);
    }

    private void ShowChanges()
    {
        _parts.Engine.CollectWatched();
        _parts.Feed.Tick();
    }

    /// <summary>
    /// Applies everything that was let in. False: a store that is away keeps the shards waiting; the journal has everything, so the process
    /// may end as it is, and the next start replays.
    /// </summary>
    private async Task<bool> DrainAsync()
    {
        foreach (var timer in _timers)
            timer.Dispose();
        _timers.Clear();
        _parts.Intake.Close();
        var refusals = 0;
        for (var turn = 0; turn < DrainTurnsMax && refusals < DrainRefusalsMax; turn++)
        {
            if (_commits?.Join(DrainTurn) != false && await IsAppliedWithinAsync(DrainTurn))
                return true;
            refusals += _checkpoints!.TryCheckpoint() ? 0 : 1;
        }

        EngineLog.StoppedUndrained(_logger);
        return false;
    }

    private async Task<bool> IsAppliedWithinAsync(TimeSpan patience)
    {
        try
        {
            await WhenAppliedAsync().WaitAsync(patience);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private void EndThreads()
    {
        _checkpoints!.Stop();
        foreach (var shard in _parts.Shards)
            shard.Stop();
        _parts.Judge.Stop();
        _log!.Dispose();
    }

    private sealed class CommitWait : Intake.ICommitListener
    {
        private readonly TaskCompletionSource<bool> _durable = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<bool> Durable => _durable.Task;

        public void Committed(int count, bool durable) => _durable.TrySetResult(durable);
    }
}
