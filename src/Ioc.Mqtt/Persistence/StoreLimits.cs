using System.ComponentModel.DataAnnotations;

namespace Ioc.Mqtt.Persistence;

/// <summary>Every bound of the store, with its reason. What the state itself may hold is bounded by <see cref="MqttLimits"/>.</summary>
public sealed record StoreLimits
{
    /// <summary>
    /// Record bytes that may wait for one commit before publishers are no longer read; default 8 MiB: 30,000 messages, more than arrive
    /// during a slow disk's flush. What one packet causes is always taken, so the buffer can be larger by that.
    /// </summary>
    [Range(4_096, 1024 * 1024 * 1024)]
    public int PendingBytesMax { get; init; } = 8 * 1024 * 1024;

    /// <summary>A log smaller than this is not compacted; default 64 MiB, which a start replays in well under a second.</summary>
    [Range(4_096L, 64L * 1024 * 1024 * 1024)]
    public long CompactionBytesMin { get; init; } = 64L * 1024 * 1024;

    /// <summary>The log is compacted when it is this many times as large as the last snapshot; default 3: writing the state again costs at most a third of what was logged.</summary>
    [Range(2, 100)]
    public int CompactionFactor { get; init; } = 3;

    /// <summary>
    /// The log never grows beyond this, in bytes; default 8 GiB: ten times the largest state allowed by default. It gets there only when
    /// compaction fails or cannot keep up; then the store refuses as if the disk were full, until compaction succeeds.
    /// </summary>
    [Range(64L * 1024, 1024L * 1024 * 1024 * 1024)]
    public long LogBytesMax { get; init; } = 8L * 1024 * 1024 * 1024;

    /// <summary>Time records wait for company when nobody waits for them, in milliseconds; default 20. Acknowledgements that came in are such: without them a message is repeated, not lost.</summary>
    [Range(1, 10_000)]
    public int QuietMilliseconds { get; init; } = 20;

    /// <summary>Time between two attempts of a store that could not write, in milliseconds; default 1,000: a disk that was full may have room again.</summary>
    [Range(10, 60_000)]
    public int RetryMilliseconds { get; init; } = 1_000;
}
