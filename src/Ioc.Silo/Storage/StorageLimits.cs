namespace Ioc.Silo.Storage;

/// <summary>Bounds of the SQLite files.</summary>
internal static class StorageLimits
{
    /// <summary>How long a statement waits for another process's lock (a backup, a person with sqlite3) before it fails.</summary>
    public const int BusySeconds = 10;

    /// <summary>The write-ahead log's file is cut back to this after a checkpoint: a burst must not keep its space for ever.</summary>
    public const int WalBytesKept = 64 * 1024 * 1024;

    /// <summary>4 MiB of 4 KiB pages: operations are small and rare, and the log stays quick to recover.</summary>
    public const int OperationsCheckpointPages = 1_024;

    /// <summary>32 MiB: several telemetry writes share one checkpoint, so a page that they all touch reaches the file once.</summary>
    public const int TelemetryCheckpointPages = 8_192;
}
