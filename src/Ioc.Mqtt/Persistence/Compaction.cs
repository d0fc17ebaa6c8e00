using Microsoft.Extensions.Logging;

namespace Ioc.Mqtt.Persistence;

/// <summary>
/// Writes the state that closed logs describe into one snapshot and deletes them, on a thread of its own while the log goes on behind
/// them. Crash-safe by order: the new file is whole and flushed, then has its name, then the name is durable, then the old ones go.
/// </summary>
internal sealed class Compaction(string directory, long snapshot, long snapshotBytes, IStoreDisk disk, ILogger logger)
{
    private Thread? _thread;
    private long _snapshot = snapshot;
    private long _coveredBytes;
    private bool _succeeded;

    /// <summary>True until the result was taken.</summary>
    public bool IsRunning => _thread is not null;

    public long SnapshotBytes { get; private set; } = snapshotBytes;

    /// <summary>On the commit thread: compacts all logs up to this one, together as large as said.</summary>
    public void Start(long lastLog, long logBytes)
    {
        _coveredBytes = logBytes;
        _thread = new Thread(() => Run(lastLog)) { Name = "ioc-mqtt-compaction", IsBackground = true };
        _thread.Start();
    }

    /// <summary>On the commit thread: true once after a compaction that succeeded.</summary>
    public bool TryTakeResult(out long coveredBytes)
    {
        coveredBytes = _coveredBytes;
        if (_thread is null || _thread.IsAlive) return false;
        _thread = null;
        return _succeeded;
    }

    public void Join() => _thread?.Join();

    private void Run(long lastLog)
    {
        _succeeded = false;
        try
        {
            Write(lastLog);
            DeleteUpTo(directory, lastLog, disk);
            StoreLog.Compacted(logger, _coveredBytes, SnapshotBytes);
            _succeeded = true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or StoreException)
        {
            StoreLog.CompactionFailed(logger, exception.Message);
        }
        catch (Exception bug)
        {
            StoreLog.Bug(logger, bug);
        }
    }

    private void Write(long lastLog)
    {
        var logs = new List<long>();
        for (long number = _snapshot + 1; number <= lastLog; number++) logs.Add(number);
        StoreImage image = LogReplay.Read(directory, _snapshot, logs, isLastOpen: false, out LogEnd end);
        string unfinished = StoreFiles.NewSnapshot(directory, lastLog);
        using (LogWriter file = LogWriter.Create(unfinished, disk))
        {
            new SnapshotWriter(file).Write(image, end.Ticket);
            SnapshotBytes = file.Length;
        }

        disk.Rename(unfinished, StoreFiles.Snapshot(directory, lastLog));
        disk.FlushDirectory(directory);
        _snapshot = lastLog;
    }

    /// <summary>Removes what this snapshot replaces.</summary>
    public static void DeleteUpTo(string directory, long snapshot, IStoreDisk disk)
    {
        foreach (long log in StoreFiles.Logs(directory))
        {
            if (log <= snapshot) disk.Delete(StoreFiles.Log(directory, log));
        }

        foreach (long older in StoreFiles.Snapshots(directory))
        {
            if (older < snapshot) disk.Delete(StoreFiles.Snapshot(directory, older));
        }
    }
}
