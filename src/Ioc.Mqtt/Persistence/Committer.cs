using Microsoft.Extensions.Logging;

namespace Ioc.Mqtt.Persistence;

/// <summary>
/// The store's one writing thread. For each batch: write, flush, then tell who waits. A disk that refuses is asked again with the same
/// batch, so the order is kept and nothing is skipped; whoever waited is told at once that nobody knows until when.
/// </summary>
internal sealed class Committer
{
    private readonly string _directory;
    private readonly CommitQueue _queue;
    private readonly IStoreDisk _disk;
    private readonly StoreLimits _limits;
    private readonly ILogger _logger;
    private readonly Compaction _compaction;
    private readonly Thread _thread;
    private LogWriter _log;
    private long _number;

    /// <summary>Bytes of earlier logs that no snapshot covers yet.</summary>
    private long _closedBytes;

    /// <summary>The log's size at which compaction is tried again after it failed.</summary>
    private long _tryAtBytes;

    public Committer(string directory, CommitQueue queue, LogWriter log, LogEnd end, Compaction compaction, IStoreDisk disk, StoreLimits limits, ILogger logger)
    {
        _directory = directory;
        _queue = queue;
        _log = log;
        _number = end.Number;
        _closedBytes = end.LogBytes - end.Length;
        _compaction = compaction;
        _disk = disk;
        _limits = limits;
        _logger = logger;
        _thread = new Thread(Run) { Name = "ioc-mqtt-store", IsBackground = true };
    }

    /// <summary>All logs that no snapshot covers.</summary>
    public long LogBytes => Volatile.Read(ref _closedBytes) + _log.Length;

    public void Start() => _thread.Start();

    /// <summary>Returns when everything is committed, or the disk refused the last attempt.</summary>
    public void Join()
    {
        _thread.Join();
        _compaction.Join();
        _log.Dispose();
    }

    private void Run()
    {
        try
        {
            while (_queue.TryTake(out PendingRecords batch))
            {
                if (!Commit(batch)) return;
                _queue.Committed(batch);
                Tell(batch.Listeners, batch.Ticket);
                _queue.Return(batch);
                CompactWhenLarge();
            }
        }
        catch (Exception bug)
        {
            // Nothing can be made durable any more; whoever waits, now or later, must hear it.
            StoreLog.Bug(_logger, bug);
            do TellFailed(_queue.Fail());
            while (_queue.WaitToRetry());
        }
    }

    private bool Commit(PendingRecords batch)
    {
        bool failed = false;
        while (true)
        {
            string? reason = TryWrite(batch);
            if (reason is null)
            {
                if (failed) StoreLog.Recovered(_logger);
                return true;
            }

            if (!failed) StoreLog.Failed(_logger, reason);
            failed = true;
            TellFailed(_queue.Fail());
            if (_queue.WaitToRetry()) continue;
            StoreLog.Abandoned(_logger, batch.Buffer.Length);
            return false;
        }
    }

    private string? TryWrite(PendingRecords batch)
    {
        CollectCompaction();
        if (LogBytes + batch.Buffer.Length > _limits.LogBytesMax)
        {
            Compact();
            return $"the log reached its bound of {_limits.LogBytesMax} bytes";
        }

        try
        {
            // A flush that failed may have dropped the pages: the whole batch is written again, not only flushed again.
            _log.Write(batch.Buffer.Frame, batch.Ticket);
            _log.Flush(batch.Buffer.Length);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception.Message;
        }
    }

    private void Tell(List<IStoreListener> listeners, long ticket)
    {
        foreach (IStoreListener listener in listeners)
        {
            try
            {
                listener.Committed(ticket);
            }
            catch (Exception bug)
            {
                // One connection's fault must not stop the acknowledgements of the others.
                StoreLog.ListenerBug(_logger, bug);
            }
        }
    }

    private static void TellFailed(List<IStoreListener> listeners)
    {
        foreach (IStoreListener listener in listeners) listener.CommitFailed();
    }

    private void CompactWhenLarge()
    {
        CollectCompaction();
        if (_compaction.IsRunning) return;
        long threshold = Math.Max(_limits.CompactionBytesMin, _limits.CompactionFactor * _compaction.SnapshotBytes);
        if (LogBytes >= Math.Max(threshold, _tryAtBytes)) Compact();
    }

    /// <summary>Closes the log and has everything up to it compacted, unless that is under way.</summary>
    private void Compact()
    {
        if (_compaction.IsRunning) return;
        _tryAtBytes = LogBytes + _limits.CompactionBytesMin;
        if (_log.Length == FileHeader.Bytes || TryBeginLog()) _compaction.Start(_number - 1, _closedBytes);
    }

    private bool TryBeginLog()
    {
        try
        {
            string path = StoreFiles.Log(_directory, _number + 1);
            LogWriter next = LogWriter.CreateDurable(path, _directory, _disk);
            _closedBytes += _log.Length;
            _log.Dispose();
            _log = next;
            _number++;
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            StoreLog.CompactionFailed(_logger, exception.Message);
            return false;
        }
    }

    private void CollectCompaction()
    {
        if (!_compaction.TryTakeResult(out long coveredBytes)) return;
        _closedBytes -= coveredBytes;
        _tryAtBytes = 0;
    }
}
