namespace Ioc.Silo.Journal;

/// <summary>Every bound of the journal, with its reason.</summary>
internal static class JournalLimits
{
    /// <summary>A segment is deleted as a whole: small enough that the journal shrinks soon, large enough that files are few (a minute at 1,000 messages/s is 20 MiB).</summary>
    public const int SegmentBytes = 64 * 1024 * 1024;

    /// <summary>What may wait for one commit: 25,000 messages of 300 bytes, more than a slow disk (20 ms a flush) lets arrive at 1 M/s.</summary>
    public const int PendingBytes = 8 * 1024 * 1024;

    /// <summary>Part of the pending buffer that only the silo's own entries (ticks, orders) may use, so that a flood of devices can't stop the clock.</summary>
    public const int ReservedBytes = 256 * 1024;

    /// <summary>Telemetry is at most 16 KiB (docs/mqtt.md); the largest of our own entries is a broadcast order for 100,000 clusters.</summary>
    public const int PayloadBytesMax = 1024 * 1024;

    /// <summary>A frame larger than one pending buffer was not written by us.</summary>
    public const int FrameBytesMax = PendingBytes;

    /// <summary>Replay joins small batches up to this many bytes: the engine's work per batch is then nothing beside its work per entry.</summary>
    public const int ReplayBatchBytes = 1024 * 1024;

    /// <summary>Written and taken back before a journal that failed accepts again: a disk with less room than this would only fail again.</summary>
    public const int ProbeBytes = 1024 * 1024;

    /// <summary>The smallest quota: below two segments nothing could ever be deleted.</summary>
    public const long QuotaBytesMin = 2L * SegmentBytes;

    /// <summary>16 GiB: about a day at 600 messages/s while the stores are away.</summary>
    public const long QuotaBytesDefault = 16L * 1024 * 1024 * 1024;
}
