using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ioc.Mqtt.Persistence;

/// <summary>
/// Keeps sessions that outlive their connection (subscriptions, queued and unacknowledged messages, received QoS 2 identifiers) and
/// retained messages in one directory, so that they survive <c>kill -9</c> and power cuts. Opened before the broker, given to its
/// constructor, disposed after it.
/// </summary>
/// <remarks>docs/decisions/0006-mqtt-store.md says how and why.</remarks>
public sealed class BrokerStore : IDisposable
{
    private readonly FileStream _lock;
    private readonly Committer _committer;
    private readonly CommitQueue _commits;
    private StoreImage? _image;

    private BrokerStore(FileStream directoryLock, CommitQueue commits, Committer committer, StoreImage image, TimeProvider time)
    {
        _lock = directoryLock;
        _commits = commits;
        _committer = committer;
        _image = image;
        Log = new StateLog(commits, time, image.LastMessageId);
    }

    /// <summary>True while the disk refuses: publishes to durable sessions are refused with it.</summary>
    public bool IsFailed => _commits.IsFailed;

    /// <summary>Bytes of the log behind the last snapshot.</summary>
    public long LogBytes => _committer.LogBytes;

    internal StateLog Log { get; }

    /// <summary>Creates the directory or reads back what is in it.</summary>
    /// <exception cref="StoreException">It is in use, not readable, or damaged in a way that no crash explains; the message says what to do.</exception>
    public static BrokerStore Open(string directory, StoreLimits? limits = null, TimeProvider? time = null, ILoggerFactory? loggerFactory = null) =>
        Open(directory, limits ?? new StoreLimits(), time ?? TimeProvider.System, (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger<BrokerStore>(), new StoreDisk());

    internal static BrokerStore Open(string directory, StoreLimits limits, TimeProvider time, ILogger logger, IStoreDisk disk)
    {
        Validator.ValidateObject(limits, new ValidationContext(limits), validateAllProperties: true);
        FileStream directoryLock = Lock(directory);
        try
        {
            return Open(directory, directoryLock, limits, time, logger, disk);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            directoryLock.Dispose();
            throw new StoreException($"The MQTT store in {directory} cannot be read: {exception.Message}", exception);
        }
        catch
        {
            directoryLock.Dispose();
            throw;
        }
    }

    /// <summary>Commits what is pending and lets the directory go.</summary>
    public void Dispose()
    {
        _commits.Close();
        _committer.Join();
        _lock.Dispose();
    }

    /// <summary>What was read back; the broker takes it once.</summary>
    internal StoreImage TakeImage()
    {
        StoreImage image = _image ?? throw new InvalidOperationException("This store belongs to a broker already.");
        _image = null;
        return image;
    }

    private static BrokerStore Open(string directory, FileStream directoryLock, StoreLimits limits, TimeProvider time, ILogger logger, IStoreDisk disk)
    {
        foreach (string unfinished in StoreFiles.Unfinished(directory)) disk.Delete(unfinished);
        StoreImage image = LogReplay.Read(directory, out LogEnd end);
        List<long> snapshots = StoreFiles.Snapshots(directory);
        long snapshot = snapshots.Count == 0 ? 0 : snapshots[^1];
        Compaction.DeleteUpTo(directory, snapshot, disk);
        if (end.TornBytes > 0) StoreLog.TornTail(logger, end.TornBytes);
        LogWriter log = OpenLog(directory, snapshot, ref end, disk);
        StoreLog.Opened(logger, image.Sessions.Count, image.Retained.Count);

        var commits = new CommitQueue(limits, end.Ticket);
        long snapshotBytes = snapshot == 0 ? 0 : new FileInfo(StoreFiles.Snapshot(directory, snapshot)).Length;
        var compaction = new Compaction(directory, snapshot, snapshotBytes, disk, logger);
        var committer = new Committer(directory, commits, log, end, compaction, disk, limits, logger);
        committer.Start();
        return new BrokerStore(directoryLock, commits, committer, image, time);
    }

    private static LogWriter OpenLog(string directory, long snapshot, ref LogEnd end, IStoreDisk disk)
    {
        foreach (long headless in StoreFiles.Logs(directory))
        {
            if (headless > Math.Max(end.Number, snapshot)) disk.Delete(StoreFiles.Log(directory, headless));
        }

        if (end.Number > 0) return LogWriter.Continue(StoreFiles.Log(directory, end.Number), end.Salt, end.Length, disk);
        end = end with { Number = snapshot + 1, Length = FileHeader.Bytes, LogBytes = FileHeader.Bytes };
        return LogWriter.CreateDurable(StoreFiles.Log(directory, end.Number), directory, disk);
    }

    private static FileStream Lock(string directory)
    {
        try
        {
            // Sessions hold what clients say to each other: nobody else on this machine reads it.
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(directory);
            else Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The MQTT store's directory {directory} cannot be made: {exception.Message}", exception);
        }

        try
        {
            return new FileStream(StoreFiles.Lock(directory), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The MQTT store in {directory} is in use by another process, or not writable: {exception.Message}", exception);
        }
    }
}
