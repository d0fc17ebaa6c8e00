namespace Ioc.Silo.Series;

/// <summary>Several devices and metrics at once.</summary>
public sealed record SeriesQuery
{
    /// <summary>1 to 100 device ids.</summary>
    public required IReadOnlyList<string> DeviceIds { get; init; }

    /// <summary>1 to 32 field names, for example <c>temperature_c</c> or <c>cells.1.users</c>.</summary>
    public required IReadOnlyList<string> Metrics { get; init; }

    public required DateTimeOffset From { get; init; }

    /// <summary>Exclusive.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Bucket width in seconds; 0: chosen so that a series has at most about 1,000 points. Buckets are aligned to the epoch.</summary>
    public int StepSeconds { get; init; }
}
