using Ioc.Silo.Influx;
using Ioc.Silo.Journal;
using Ioc.Silo.Twins;

namespace Ioc.Silo;

/// <summary>How one process keeps the province's state.</summary>
public sealed record SiloOptions
{
    /// <summary>Directory of the journal and the databases; made when missing.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Threads that run twins, 1 to 64; default: the cores, at most 4.</summary>
    public int Shards { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 4);

    /// <summary>How often state goes from memory to the stores, 1 to 300; default 2. A restart replays what came after the last one.</summary>
    public int CheckpointSeconds { get; init; } = 2;

    /// <summary>How often changes go to subscribers, 20 to 5,000; default 200.</summary>
    public int ChangeTickMilliseconds { get; init; } = 200;

    /// <summary>Disk that the journal may take before it refuses messages, at least 256 MiB; default 16 GiB. It is this large only when a store is away.</summary>
    public long JournalQuotaBytes { get; init; } = JournalLimits.QuotaBytesDefault;

    /// <summary>
    /// True: checkpoints leave one whole segment (64 MiB) behind the one being written, so that <see cref="IJournalTail"/> reaches far enough. Default false.
    /// </summary>
    public bool KeepsJournalTail { get; init; }

    /// <summary>Raw telemetry older than this many days is deleted. 1 to 3,650; default 14.</summary>
    public int TelemetryRetentionDays { get; init; } = 14;

    /// <summary>Days of telemetry rolled up by the minute; see <see cref="Storage.StoreOptions.MinuteRetentionDays"/>.</summary>
    public int MinuteRetentionDays { get; init; } = 60;

    /// <summary>Days of telemetry rolled up by the quarter of an hour; see <see cref="Storage.StoreOptions.QuarterRetentionDays"/>.</summary>
    public int QuarterRetentionDays { get; init; } = 400;

    /// <summary>Days of telemetry rolled up by the hour; see <see cref="Storage.StoreOptions.HourRetentionDays"/>.</summary>
    public int HourRetentionDays { get; init; } = 1_826;

    /// <summary>The time-series server that keeps telemetry for long; null: telemetry.db alone.</summary>
    public InfluxOptions? Influx { get; init; }

    /// <summary>Tests make segments, and with them the smallest quota, small.</summary>
    internal int JournalSegmentBytes { get; init; } = JournalLimits.SegmentBytes;

    /// <summary>Points that wait for a store that is away before entries wait too; tests set less.</summary>
    internal long PointsWaitingMax { get; init; } = EngineLimits.PointsWaitingMax;

    /// <summary>PBKDF2-SHA256 rounds for new passwords, 1,000 to 10,000,000; default 600,000.</summary>
    public int PasswordRounds { get; init; } = 600_000;

    /// <summary>A browser's session ends this long after its last use, 1 to 168; default 12.</summary>
    public int SessionHours { get; init; } = 12;

    /// <summary>Everything that is wrong, in words; empty when all is well.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (string.IsNullOrWhiteSpace(DataDirectory))
            errors.Add("The data directory is empty: give a path (--data DIR).");
        Check(errors, nameof(Shards), Shards, 1, 64);
        Check(errors, nameof(CheckpointSeconds), CheckpointSeconds, 1, 300);
        Check(errors, nameof(ChangeTickMilliseconds), ChangeTickMilliseconds, 20, 5_000);
        Check(errors, nameof(JournalQuotaBytes), JournalQuotaBytes, JournalLimits.QuotaSegmentsMin * JournalSegmentBytes, long.MaxValue);
        Check(errors, nameof(TelemetryRetentionDays), TelemetryRetentionDays, 1, 3_650);
        Check(errors, nameof(MinuteRetentionDays), MinuteRetentionDays, 1, 3_650);
        Check(errors, nameof(QuarterRetentionDays), QuarterRetentionDays, 1, 36_500);
        Check(errors, nameof(HourRetentionDays), HourRetentionDays, 1, 36_500);
        Check(errors, nameof(PasswordRounds), PasswordRounds, 1_000, 10_000_000);
        return errors;
    }

    private static void Check(List<string> errors, string name, long value, long min, long max)
    {
        if (value < min || value > max)
            errors.Add($"{name} is {value}: give a number from {min} to {max}.");
    }
}
