using Ioc.Devices;

namespace Ioc.Silo.Series;

/// <summary>
/// Several devices and metrics at once, a series each; or, without device ids, everything of some units and kinds, a series for each unit,
/// kind and metric.
/// </summary>
public sealed record SeriesQuery
{
    /// <summary>Up to 100 device ids.</summary>
    public IReadOnlyList<string> DeviceIds { get; init; } = [];

    /// <summary>Up to 100 units, each with all below it; none: everywhere. Not with device ids.</summary>
    public IReadOnlyList<string> UnitCodes { get; init; } = [];

    /// <summary>None: all that have the metric. Not with device ids.</summary>
    public IReadOnlyList<DeviceKind> Kinds { get; init; } = [];

    /// <summary>1 to 32 field names, for example <c>temperature_c</c> or <c>cells.1.users</c>.</summary>
    public required IReadOnlyList<string> Metrics { get; init; }

    public required DateTimeOffset From { get; init; }

    /// <summary>Exclusive.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>
    /// Bucket width in seconds; 0: chosen so that a series has at most about 1,000 points, and no finer than what is still kept of that time.
    /// Of many devices together, one of those that are kept added up. Buckets are aligned to the epoch.
    /// </summary>
    public int StepSeconds { get; init; }

    /// <summary>True: rather no answer than one without what a time-series server holds that is away.</summary>
    public bool IsWhole { get; init; }

    /// <summary>True: a series for each unit, kind and metric instead of each device and metric.</summary>
    public bool IsTotal => UnitCodes.Count + Kinds.Count > 0;

    private int SeriesMax => Metrics.Count * (IsTotal ? Math.Max(1, UnitCodes.Count) * (Kinds.Count > 0 ? Kinds.Count : DeviceKinds.All.Count) : DeviceIds.Count);

    /// <summary>What is wrong with the query, in words that say what to do; null when it can be answered.</summary>
    public string? Refuse()
    {
        if (IsTotal && DeviceIds.Count > 0)
            return "devices together with units or kinds: ask for the ones or the others";
        if (UnitCodes.Count > SeriesLimits.QueryUnitsMax)
            return $"{UnitCodes.Count} units: ask for at most {SeriesLimits.QueryUnitsMax} at once";
        if (!IsTotal && DeviceIds.Count is < 1 or > SeriesLimits.QueryDevicesMax)
            return $"{DeviceIds.Count} devices: ask for 1 to {SeriesLimits.QueryDevicesMax} at once, or for units or kinds";
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
        if (buckets * SeriesMax > SeriesLimits.BucketsTotalMax)
            return $"more than {SeriesLimits.BucketsTotalMax} points in all: ask for fewer devices, units or metrics, or widen the step";
        return null;
    }

    /// <param name="stepSecondsMin">The finest that is kept of that time, when the step is not given.</param>
    internal BucketRange Range(int stepSecondsMin = 1)
    {
        var (fromMs, toMs) = (From.ToUnixTimeMilliseconds(), To.ToUnixTimeMilliseconds());

        // A from between two milliseconds leaves out the first one, a to between two includes it: [from, to) on whole milliseconds.
        fromMs += DateTimeOffset.FromUnixTimeMilliseconds(fromMs) < From ? 1 : 0;
        toMs += DateTimeOffset.FromUnixTimeMilliseconds(toMs) < To ? 1 : 0;
        var points = Math.Min(SeriesLimits.PointsPerSeries, (SeriesLimits.BucketsTotalMax / Math.Max(1, SeriesMax)) - 1);
        return new BucketRange(fromMs, toMs, StepSeconds > 0 ? StepSeconds : BucketRange.ChooseStep(fromMs, toMs, Math.Max(1, points), stepSecondsMin, IsTotal));
    }
}
