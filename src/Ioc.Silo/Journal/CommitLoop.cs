using System.Buffers;
using System.Diagnostics;
using Ioc.Silo.Intake;
using Ioc.Silo.Storage;
using Ioc.Silo.Twins;
using Microsoft.Extensions.Logging;

namespace Ioc.Silo.Journal;

/// <summary>
/// The journal's one thread. For each batch: write and flush (the group commit), tell the listeners, then hand the bytes to the engine, in
/// that order. When the engine's inbox is full the thread waits there; the pending buffer fills meanwhile and devices are read more slowly.
/// </summary>
internal sealed class CommitLoop
{
    private readonly JournalIntake _intake;
    private readonly SegmentLog _log;
    private readonly ITwinEngine _engine;
    private readonly SiloMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Thread _thread;
    private readonly QuotaWatch _quota;
    private readonly JournalGrowth _growth;
    private readonly StoreWatch _stores;
    private CentreTold _told;
    private bool _failed;

    /// <param name="intake">What to commit.</param>
    /// <param name="log">Where to.</param>
    /// <param name="engine">Who gets it then.</param>
    /// <param name="metrics">Counts.</param>
    /// <param name="time">Of the commits.</param>
    /// <param name="logger">What goes wrong.</param>
    /// <param name="stores">How those do who take from the journal.</param>
    /// <param name="told">What is open from an earlier life.</param>
    public CommitLoop(
        JournalIntake intake, SegmentLog log, ITwinEngine engine, SiloMetrics metrics, TimeProvider time, ILogger logger, StoreWatch stores, CentreTold told)
    {
        _stores = stores;
        _told = told;
        _intake = intake;
        _log = log;
        _engine = engine;
        _metrics = metrics;
        _time = time;
        _logger = logger;
        _quota = new QuotaWatch(log.QuotaBytes);
        _growth = new JournalGrowth(time);
        _thread = new Thread(Run) { Name = "ioc-journal", IsBackground = true };
    }

    public JournalRoom Room => _quota.Room;

    /// <summary>At the present rate, until devices must wait, if nothing were stored any more; null while nothing comes.</summary>
    public TimeSpan? TimeLeft => _quota.IsOutboxFuller ? _stores.Outbox?.TimeLeft : _growth.TimeFor(_quota.BytesLeft(_log.TotalBytes));

    public void Start() => _thread.Start();

    /// <summary>Waits until everything appended before <see cref="JournalIntake.Close"/> is committed and handed over. False: not within that time.</summary>
    public bool Join(TimeSpan patience) => _thread.Join(patience);

    private void Run()
    {
        while (_intake.TryTake(out var entries))
        {
            if (entries is null)
                Recover();
            else
                Process(entries);
        }
    }

    private void Process(PendingEntries entries)
    {
        var firstPosition = _log.NextPosition;
        var durable = TryCommit(entries);
        entries.TellListeners(durable);
        var batch = durable ? Copy(entries, firstPosition) : null;
        _growth.Add(entries.Frame.Length);
        _intake.Return(entries);
        LookAtQuota();
        if (batch is null)
            return;
        var submitted = _engine.SubmitAsync(batch, CancellationToken.None);
        if (submitted.IsCompletedSuccessfully)
            submitted.GetAwaiter().GetResult();
        else
            submitted.AsTask().GetAwaiter().GetResult();
    }

    private bool TryCommit(PendingEntries entries)
    {
        if (_failed)
            return false;
        if (_log.TotalBytes + entries.Frame.Length > _log.QuotaBytes)
        {
            Fail($"The journal reached its quota of {_log.QuotaBytes / (1024 * 1024)} MiB: the stores do not keep up, or are away.");
            return false;
        }

        var started = Stopwatch.GetTimestamp();
        try
        {
            // Step 4: group commit; only after this may anything be acknowledged.
            _log.Append(entries.Frame, entries.Count, _time.GetUtcNow().ToUnixTimeMilliseconds());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Fail(exception.Message);
            return false;
        }

        _metrics.Committed(entries.Count, entries.Frame.Length, Stopwatch.GetElapsedTime(started));
        return true;
    }

    /// <summary>After each commit, and ticks make one every second: lets devices in or not, and tells people once what begins and ends.</summary>
    private void LookAtQuota()
    {
        var before = _quota.Room;
        if (_quota.Look(_log.TotalBytes, _stores.Outbox?.Percent ?? 0))
        {
            JournalLog.RoomChanged(_logger, _quota.Room, _quota.Percent);
            _intake.LetIn(_quota.Room);
            // Who can't be heard must not be called offline: their clocks stand still while the gate is closed.
            if (_quota.Room == JournalRoom.None || before == JournalRoom.None)
                _intake.AppendListening(null);
        }

        if (_quota.IsFilling is { } filling && filling != _told.Filling)
            Tell(EntryKind.JournalFilling, new CentreFinding(filling, _quota.Percent), told => told with { Filling = filling });
        if (_stores.IsAway is { } away && away != _told.StoreAway)
            Tell(EntryKind.StoreAway, new CentreFinding(away, JournalLimits.StoreAwayMinutes), told => told with { StoreAway = away });
    }

    /// <summary>The entry is in the next commit, whose outcome is heard before anything is looked at again.</summary>
    private void Tell(EntryKind kind, CentreFinding finding, Func<CentreTold, CentreTold> told) =>
        _intake.AppendOwn(kind, finding.Write(), new Telling(() => _told = told(_told)));

    /// <summary>A copy of the right size: the pending buffer is needed at once, and a batch of one message must not hold 8 MiB.</summary>
    private static CommittedBatch Copy(PendingEntries entries, long firstPosition)
    {
        var source = entries.Entries;
        var bytes = ArrayPool<byte>.Shared.Rent(source.Length);
        source.CopyTo(bytes);
        return new CommittedBatch(firstPosition, entries.Count, bytes.AsMemory(0, source.Length), () => ArrayPool<byte>.Shared.Return(bytes));
    }

    private void Fail(string reason)
    {
        _failed = true;
        _intake.Fail(reason);
        _metrics.CommitFailed();
        JournalLog.Failed(_logger, reason);
    }

    private void Recover()
    {
        if (_log.IsFull)
            return;
        if (!_log.TryRecover(out var reason))
        {
            _intake.Fail(reason!);
            return;
        }

        _failed = false;
        _intake.Open();
        JournalLog.Recovered(_logger);
    }

    /// <summary>Only what is durable was told.</summary>
    private sealed class Telling(Action told) : ICommitListener
    {
        public void Committed(int count, bool durable)
        {
            if (durable)
                told();
        }
    }
}
