using Ioc.Silo.Influx;

namespace Ioc.Silo.Storage;

/// <summary>Where and how the stores keep their files.</summary>
public sealed record StoreOptions
{
    /// <summary>Directory of <c>operations.db</c> and <c>telemetry.db</c>; made when missing.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Raw telemetry older than this many days is deleted. 1 to 3,650; default 14.</summary>
    public int TelemetryRetentionDays { get; init; } = 14;

    /// <summary>
    /// Connections that answer series queries at once, over all callers. 1 to 32; default 3: one core stays for the twins.
    /// </summary>
    public int SeriesReaders { get; init; } = 3;

    /// <summary>
    /// PBKDF2-SHA256 rounds for new passwords. 1,000 to 10,000,000; default 600,000 (OWASP 2023). Old hashes keep theirs.
    /// </summary>
    public int PasswordRounds { get; init; } = 600_000;

    /// <summary>The time-series server that keeps telemetry for long; null: telemetry.db alone.</summary>
    public InfluxOptions? Influx { get; init; }

    /// <summary>Everything that is wrong, in words; empty when all is well.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (string.IsNullOrWhiteSpace(DataDirectory))
            errors.Add("The data directory is empty: give a path (--data DIR).");
        Check(errors, nameof(TelemetryRetentionDays), TelemetryRetentionDays, 1, 3_650);
        Check(errors, nameof(SeriesReaders), SeriesReaders, 1, 32);
        Check(errors, nameof(PasswordRounds), PasswordRounds, 1_000, 10_000_000);
        if (Influx is { } influx)
            Check(errors, nameof(influx.RetentionDays), influx.RetentionDays, 1, 36_500);
        return errors;
    }

    private static void Check(List<string> errors, string name, int value, int min, int max)
    {
        if (value < min || value > max)
            errors.Add($"{name} is {value}: give a number from {min} to {max}.");
    }
}
