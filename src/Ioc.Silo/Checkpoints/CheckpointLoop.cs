using Ioc.Silo.Journal;
using Ioc.Silo.Judge;
using Ioc.Silo.Series;
using Ioc.Silo.Storage;
using Ioc.Silo.Twins;
using Microsoft.Extensions.Logging;

namespace Ioc.Silo.Checkpoints;

/// <summary>
/// The one thread that writes checkpoints: cut, store, cut the journal behind it, wait. While a store refuses, the same cut is tried again;
/// shards go on, points that memory has no room for go to <see cref="SpilledPoints"/>, and the journal keeps everything. Where even that has no
/// room (one full disk for all), <see cref="InFlight"/> finds that too many points wait and everything stands still until there is some.
/// </summary>
internal sealed class CheckpointLoop : IDisposable
{
    /// <summary>With nothing to store the position is still moved on this often, so that the journal of a quiet centre shrinks.</summary>
    private const int QuietPositionsMax = 64;

    /// <summary>A store that refused is asked again at most this often, however urgently points wait.</summary>
    private static readonly TimeSpan RefusedPause = TimeSpan.FromSeconds(1);

    private readonly ShardEngine _engine;
    private readonly CheckpointStore _store;
    private readonly SegmentLog _log;
    private readonly PointBuffers _points;
    private readonly SpilledPoints _spilled;
    private readonly JudgeBooks _books;
    private readonly SiloMetrics _metrics;
    private readonly ILogger _logger;
    private readonly Thread _thread;
    private readonly AutoResetEvent _wake = new(false);
    private readonly Lock _turn = new();
    private readonly long _spillAt;
    private volatile bool _stopping;
    private readonly StoreHealth _health;
    private readonly TimeProvider _time;
    private long _refusedTimestamp;
    private long? _spillFailedTimestamp;
    private Cut? _unstored;
    private long _storedPosition;
    private long _settledPosition;

    public CheckpointLoop(
        ShardEngine engine, CheckpointStore store, SegmentLog log, PointBuffers points, JudgeBooks books, SiloMetrics metrics, SiloOptions options,
        StoreHealth health, TimeProvider time, ILogger logger, long position)
    {
        _engine = engine;
        _store = store;
        _log = log;
        _points = points;
        _spilled = new SpilledPoints(Path.Combine(options.DataDirectory, "spill"));
        _spillAt = EngineLimits.SpillAt(options.PointsWaitingMax);
        _books = books;
        _metrics = metrics;
        _health = health;
        _time = time;
        _logger = logger;
        (_storedPosition, _settledPosition) = (position, position);
        _thread = new Thread(Run) { Name = "ioc-checkpoint", IsBackground = true };
    }

    /// <summary>Nothing at or before it is missing in a store. Ahead of the position that a start replays from by what changed nothing, such as ticks.</summary>
    public long SettledPosition => Volatile.Read(ref _settledPosition);

    public void Start() => _thread.Start();

    /// <summary>Any thread: the timer, or a shard's buffers filling up.</summary>
    public void WantNow() => _wake.Set();

    public void Stop()
    {
        _stopping = true;
        _wake.Set();
        if (_thread.IsAlive)
            _thread.Join();
    }

    public void Dispose() => _wake.Dispose();

    /// <summary>Cuts and stores now, on the caller's thread. False: a store refused, try again later.</summary>
    public bool TryCheckpoint()
    {
        lock (_turn)
        {
            _unstored ??= TakeCut();
            if (_unstored is not { } cut)
                return true;
            if (cut.IsEmpty && _spilled.IsEmpty && cut.Position - _storedPosition < QuietPositionsMax)
            {
                _unstored = null;
                Volatile.Write(ref _settledPosition, cut.Position);
                return true;
            }

            var started = _time.GetTimestamp();
            if (!TryStore(cut))
            {
                SpillWhatIsTooMuch_NeedsTurn(cut);
                return false;
            }

            _unstored = null;
            _points.Return(cut.Points);
            _books.Stored(cut.Judge);
            _engine.PointsStored();
            _storedPosition = cut.Position;
            Volatile.Write(ref _settledPosition, cut.Position);
            _log.DeleteThrough(cut.Position);
            _metrics.Checkpointed(_time.GetElapsedTime(started));
            return true;
        }
    }

    private Cut? TakeCut()
    {
        var cut = _engine.PostCut();
        cut?.Wait();
        return cut;
    }

    private bool TryStore(Cut cut)
    {
        try
        {
            _spilled.DrainThrough(cut.Position, _store.Telemetry);
            _store.Write(cut, CancellationToken.None);
            if (_health.Trouble is { } over)
                EngineLog.StoresAgain(_logger, over.Since);
            _health.Took();
            return true;
        }
        catch (Exception exception)
        {
            // Whatever a store says, the answer is the same: keep the cut and try again.
            _refusedTimestamp = _time.GetTimestamp();
            _metrics.CheckpointFailed();
            if (_health.Trouble?.Reason != exception.Message)
                EngineLog.CheckpointFailed(_logger, exception, cut.Position);
            _health.Refused(exception.Message);
            return false;
        }
    }

    /// <summary>Points that wait go from memory to files, first those of the cut that a store refuses: twins and alerts need not wait for it.</summary>
    private void SpillWhatIsTooMuch_NeedsTurn(Cut unstored)
    {
        if (_points.PointsWaiting < _spillAt || (_spillFailedTimestamp is { } failed && _time.GetElapsedTime(failed) < RefusedPause))
            return;
        if (unstored.Points is { Count: > 0 } points)
        {
            if (!TrySpill(unstored.Position, points))
                return;
            unstored.ForgetPoints();
        }

        if (_points.PointsWaiting < _spillAt)
            return;
        var cut = _engine.PostPointCut();
        cut.Wait();
        // What finds no other place stays in memory and is part of the next cut.
        if (!TrySpill(cut.Position, cut.Points))
            _points.TakeBack(cut.Points);
    }

    private bool TrySpill(long position, IReadOnlyList<PointBuffer> points)
    {
        try
        {
            _spilled.Add(position, points);
            _points.Return(points);
            _engine.PointsStored();
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _spillFailedTimestamp = _time.GetTimestamp();
            EngineLog.SpillFailed(_logger, exception.Message);
            return false;
        }
    }

    private void Run()
    {
        while (true)
        {
            _wake.WaitOne();
            if (_stopping)
                return;
            try
            {
                if (_health.Trouble is null || _time.GetElapsedTime(_refusedTimestamp) > RefusedPause)
                    TryCheckpoint();
                else
                    SpillWhileRefused();
            }
            catch (Exception exception)
            {
                EngineLog.Bug(_logger, exception, _thread.Name!);
            }
        }
    }

    private void SpillWhileRefused()
    {
        lock (_turn)
        {
            if (_unstored is { } cut)
                SpillWhatIsTooMuch_NeedsTurn(cut);
        }
    }
}
