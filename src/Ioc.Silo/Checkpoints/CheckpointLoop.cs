using System.Diagnostics;
using Ioc.Silo.Journal;
using Ioc.Silo.Judge;
using Ioc.Silo.Twins;
using Microsoft.Extensions.Logging;

namespace Ioc.Silo.Checkpoints;

/// <summary>
/// The one thread that writes checkpoints: cut, store, cut the journal behind it, wait. While a store refuses, the same cut is tried again;
/// shards go on and the journal keeps everything, until <see cref="InFlight"/> finds that too many points wait.
/// </summary>
internal sealed class CheckpointLoop : IDisposable
{
    /// <summary>With nothing to store the position is still moved on this often, so that the journal of a quiet centre shrinks.</summary>
    private const int QuietPositionsMax = 64;

    private readonly ShardEngine _engine;
    private readonly CheckpointStore _store;
    private readonly SegmentLog _log;
    private readonly PointBuffers _points;
    private readonly JudgeBooks _books;
    private readonly SiloMetrics _metrics;
    private readonly ILogger _logger;
    private readonly Thread _thread;
    private readonly AutoResetEvent _wake = new(false);
    private readonly Lock _turn = new();
    private volatile bool _stopping;
    private Cut? _unstored;
    private long _storedPosition;

    public CheckpointLoop(
        ShardEngine engine, CheckpointStore store, SegmentLog log, PointBuffers points, JudgeBooks books, SiloMetrics metrics, ILogger logger, long position)
    {
        _engine = engine;
        _store = store;
        _log = log;
        _points = points;
        _books = books;
        _metrics = metrics;
        _logger = logger;
        _storedPosition = position;
        _thread = new Thread(Run) { Name = "ioc-checkpoint", IsBackground = true };
    }

    public long StoredPosition => Volatile.Read(ref _storedPosition);

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
            if (cut.IsEmpty && cut.Position - _storedPosition < QuietPositionsMax)
            {
                _unstored = null;
                return true;
            }

            var started = Stopwatch.GetTimestamp();
            if (!TryStore(cut))
                return false;
            _unstored = null;
            _points.Return(cut.Points);
            _books.Stored(cut.Judge);
            _engine.PointsStored();
            Volatile.Write(ref _storedPosition, cut.Position);
            _log.DeleteThrough(cut.Position);
            _metrics.Checkpointed(Stopwatch.GetElapsedTime(started));
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
            _store.Write(cut, CancellationToken.None);
            return true;
        }
        catch (Exception exception)
        {
            // Whatever a store says, the answer is the same: keep the cut and try again.
            _metrics.CheckpointFailed();
            EngineLog.CheckpointFailed(_logger, exception, cut.Position);
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
                TryCheckpoint();
            }
            catch (Exception exception)
            {
                EngineLog.Bug(_logger, exception, _thread.Name!);
            }
        }
    }
}
