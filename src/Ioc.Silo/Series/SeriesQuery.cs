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

    /// <summary>
    /// Bucket width in seconds; 0: chosen so that a series has at most about 1,000 points. Buckets are aligned to the epoch.
    /// </summary>
    public int StepSeconds { get; init; }

    /// <summary>What is wrong with the query, in words that say what to do; null when it can be answered.</summary>
    public string? Refuse()
    {
        if (DeviceIds.Count is < 1 or > SeriesLimits.QueryDevicesMax)
            return $"{DeviceIds.Count} devices: ask for 1 to {SeriesLimits.QueryDevicesMax} at once";
        if (Metrics.Count is < 1 or > SeriesLimits.QueryMetricsMax)
            return $"{Metrics.Count} metrics: ask for 1 to {SeriesLimits.QueryMetricsMax} at once";
        if (To <= From)
            return "'to' is not after 'from': swap them, or widen the range";
        if (To - From > TimeSpan.FromDays(SeriesLimits.QueryDaysMax))
            return $"more than {SeriesLimits.QueryDaysMax} days: narrow the range";
        if (StepSeconds < 0)
            return $"step {StepSeconds} is negative: give seconds, or 0 to have it chosen";
        var buckets = Range().Count;
        if (buckets > SeriesLimits.BucketsMax)
            return $"{buckets} points per series: at most {SeriesLimits.BucketsMax}; widen the step or narrow the range";
        if (buckets * DeviceIds.Count * Metrics.Count > SeriesLimits.BucketsTotalMax)
            return $"more than {SeriesLimits.BucketsTotalMax} points in all: ask for fewer devices or metrics, or widen the step";
        return null;
    }

    internal BucketRange Range()
    {
        var (fromMs, toMs) = (From.ToUnixTimeMilliseconds(), To.ToUnixTimeMilliseconds());

        // A from between two milliseconds leaves out the first one, a to between two includes it: [from, to) on whole milliseconds.
        fromMs += DateTimeOffset.FromUnixTimeMilliseconds(fromMs) < From ? 1 : 0;
        toMs += DateTimeOffset.FromUnixTimeMilliseconds(toMs) < To ? 1 : 0;
        var points = Math.Min(SeriesLimits.PointsPerSeries, (SeriesLimits.BucketsTotalMax / Math.Max(1, DeviceIds.Count * Metrics.Count)) - 1);
        return new BucketRange(fromMs, toMs, StepSeconds > 0 ? StepSeconds : BucketRange.ChooseStep(fromMs, toMs, Math.Max(1, points)));
    }
}
