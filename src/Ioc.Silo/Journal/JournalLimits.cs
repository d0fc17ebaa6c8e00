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

    /// <summary>
    /// The smallest quota, in segments. Segments go as wholes, so an ordinary journal is one full and one growing; below four, an ordinary day would look
    /// like a store that is away.
    /// </summary>
    public const long QuotaSegmentsMin = 4;

    /// <summary>The part of the quota that only the silo's own entries may use: a full pending buffer that was let in before the gate closed, and a week of ticks.</summary>
    public const long OwnBytes = 2L * PendingBytes;

    /// <summary>Of the devices' part of the quota, when people are told: at 16 GiB and 600 messages/s six hours before devices must wait.</summary>
    public const int FillingPercent = 75;

    /// <summary>When that is over: lower, so that a journal that wavers raises one alert.</summary>
    public const int DrainedPercent = 60;

    /// <summary>From here telemetry that nobody waits for (QoS 0) is dropped, so that the last tenth lasts longer for what is acknowledged.</summary>
    public const int ShedPercent = 90;

    /// <summary>When people are told that a store takes nothing: a restart of its server, or a slow disk, is over before that.</summary>
    public const int StoreAwayMinutes = 5;

    public const int ShedUntilPercent = 85;

    /// <summary>Devices that wait are let in again below this: a segment's worth under the gate, not a message's.</summary>
    public const int ReopenPercent = 97;

    /// <summary>The rate of growth is taken over about this long: longer than a burst, shorter than an outage.</summary>
    public const int RateSeconds = 10;

    /// <summary>16 GiB: about a day at 600 messages/s while the stores are away.</summary>
    public const long QuotaBytesDefault = 16L * 1024 * 1024 * 1024;
}
