using Ioc.Silo.Influx;
using Ioc.Silo.Rollups;

namespace Ioc.Silo.Storage;

/// <summary>Where and how the stores keep their files.</summary>
public sealed record StoreOptions
{
    /// <summary>Directory of <c>operations.db</c> and <c>telemetry.db</c>; made when missing.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Raw telemetry older than this many days is deleted. 1 to 3,650; default 14.</summary>
    public int TelemetryRetentionDays { get; init; } = 14;

    /// <summary>
    /// Days of minutes, 1 to 3,650; default 60. By the minute, devices that report once a minute take as much room as their raw points, so this is
    /// for looking back at an incident, not for years.
    /// </summary>
    public int MinuteRetentionDays { get; init; } = 60;

    /// <summary>Days of quarters of an hour, 1 to 36,500; default 400: this month beside the same month a year ago.</summary>
    public int QuarterRetentionDays { get; init; } = 400;

    /// <summary>Days of hours, 1 to 36,500; default 1,826: five years, a plan's period.</summary>
    public int HourRetentionDays { get; init; } = 1_826;

    /// <summary>Days of days, 1 to 36,500; default all of them: a century of 20,000 devices takes less than a year of their hours.</summary>
    public int DayRetentionDays { get; init; } = 36_500;

    /// <summary>
    /// Connections that answer series queries at once, over all callers. 1 to 32; default 3: one core stays for the twins.
    /// </summary>
    public int SeriesReaders { get; init; } = 3;

    /// <summary>
    /// PBKDF2-SHA256 rounds for new passwords. 1,000 to 10,000,000; default 600,000 (OWASP 2023). Old hashes keep theirs.
    /// </summary>
    public int PasswordRounds { get; init; } = 600_000;

    /// <summary>A browser's session ends this long after its last use; 1 to 168 hours, default 12: one shift.</summary>
    public int SessionHours { get; init; } = 12;

    /// <summary>The time-series server that keeps telemetry for long; null: telemetry.db alone.</summary>
    public InfluxOptions? Influx { get; init; }

    /// <summary>Everything that is wrong, in words; empty when all is well.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (string.IsNullOrWhiteSpace(DataDirectory))
            errors.Add("The data directory is empty: give a path (--data DIR).");
        Check(errors, nameof(TelemetryRetentionDays), TelemetryRetentionDays, 1, 3_650);
        Check(errors, nameof(MinuteRetentionDays), MinuteRetentionDays, 1, 3_650);
        Check(errors, nameof(QuarterRetentionDays), QuarterRetentionDays, 1, 36_500);
        Check(errors, nameof(HourRetentionDays), HourRetentionDays, 1, 36_500);
        Check(errors, nameof(DayRetentionDays), DayRetentionDays, 1, 36_500);
        Check(errors, nameof(SeriesReaders), SeriesReaders, 1, 32);
        Check(errors, nameof(PasswordRounds), PasswordRounds, 1_000, 10_000_000);
        Check(errors, nameof(SessionHours), SessionHours, 1, 168);
        if (Influx is { } influx)
        {
            Check(errors, nameof(influx.RetentionDays), influx.RetentionDays, 1, 36_500);
            if (influx.RetentionDays < TelemetryRetentionDays)
                errors.Add(
                    $"The time-series server is to keep raw telemetry for {influx.RetentionDays} days, fewer than the {TelemetryRetentionDays} of telemetry.db: what waited for it would be too old "
                    + $"for it. Give telemetryServerRetentionDays {TelemetryRetentionDays} or more, or telemetryRetentionDays {influx.RetentionDays} or less.");
            Check(errors, nameof(influx.HoursRetentionDays), influx.HoursRetentionDays, 1, 36_500);
            Check(errors, nameof(influx.OutboxRowsMax), influx.OutboxRowsMax, 10_000, 10_000_000_000);
        }

        return errors;
    }

    /// <summary>At least as long as anything finer: a coarser answer to a question that the finer one could be asked would be a riddle.</summary>
    internal int RollupDays(RollupLevel level)
    {
        ReadOnlySpan<int> days = [TelemetryRetentionDays, MinuteRetentionDays, QuarterRetentionDays, HourRetentionDays, DayRetentionDays];
        var longest = 0;
        foreach (var one in days[..(level.Number + 2)])
            longest = Math.Max(longest, one);
        return longest;
    }

    private static void Check(List<string> errors, string name, long value, long min, long max)
    {
        if (value < min || value > max)
            errors.Add($"{name} is {value}: give a number from {min} to {max}.");
    }
}
