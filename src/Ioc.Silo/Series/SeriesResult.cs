namespace Ioc.Silo.Series;

/// <summary>One series; parallel arrays, buckets without points are absent (gaps stay gaps).</summary>
public sealed record SeriesResult
{
    public required string DeviceId { get; init; }

    public required string Metric { get; init; }

    public required int StepSeconds { get; init; }

    /// <summary>Bucket starts, Unix milliseconds, ascending.</summary>
    public required long[] At { get; init; }

    public required double[] Mean { get; init; }

    public required double[] Min { get; init; }

    public required double[] Max { get; init; }

    public required int[] Count { get; init; }
}
