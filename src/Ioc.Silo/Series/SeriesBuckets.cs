namespace Ioc.Silo.Series;

/// <summary>One series while a query fills it. Memory is taken at the first point: most asked series of a large query have none.</summary>
internal sealed class SeriesBuckets(string deviceId, string metricName, BucketRange range)
{
    private readonly long _firstBucketMs = range.FirstBucketMs;
    private readonly long _stepMs = range.StepMs;
    private double[] _sum = [];
    private double[] _min = [];
    private double[] _max = [];
    private double[] _last = [];
    private long[] _lastAt = [];
    private int[] _count = [];

    /// <summary>By bucket; empty while there is no point at all.</summary>
    public ReadOnlySpan<int> Counts => _count;

    public ReadOnlySpan<double> Sums => _sum;

    public ReadOnlySpan<double> Mins => _min;

    public ReadOnlySpan<double> Maxes => _max;

    public void Add(long atMs, double value)
    {
        if (atMs >= range.FromMs && atMs < range.ToMs)
            Add(atMs, value, value, value, 1, value);
    }

    /// <summary>Adds what was added up before; its bucket begins at <paramref name="bucketMs"/>, in this or a finer step.</summary>
    public void AddBucket(long bucketMs, double sum, double min, double max, int count, double last)
    {
        if (bucketMs >= _firstBucketMs && bucketMs < range.ToMs)
            Add(bucketMs, sum, min, max, count, last);
    }

    /// <summary>Ready for another device.</summary>
    public void Clear() => Array.Clear(_count);

    public SeriesResult ToResult()
    {
        var filled = Enumerable.Range(0, _count.Length).Where(bucket => _count[bucket] > 0).ToArray();
        return new SeriesResult
        {
            DeviceId = deviceId,
            Metric = metricName,
            StepSeconds = range.StepSeconds,
            At = [.. filled.Select(bucket => _firstBucketMs + (bucket * _stepMs))],
            Mean = [.. filled.Select(bucket => Mean(_sum[bucket], _count[bucket], _min[bucket], _max[bucket]))],
            Min = [.. filled.Select(bucket => _min[bucket])],
            Max = [.. filled.Select(bucket => _max[bucket])],
            Last = [.. filled.Select(bucket => _last[bucket])],
            Count = [.. filled.Select(bucket => _count[bucket])],
        };
    }

    /// <summary>Rounding may push a mean of equal values past them, and a sum of huge ones past what a double holds.</summary>
    public static double Mean(double sum, long count, double min, double max) =>
        double.IsFinite(sum) ? Math.Clamp(sum / count, min, max) : (min / 2) + (max / 2);

    private void Add(long atMs, double sum, double min, double max, int count, double last)
    {
        if (_count.Length == 0)
            Allocate((int)range.Count);
        var bucket = (int)((atMs - _firstBucketMs) / _stepMs);
        if (_count[bucket] == 0)
        {
            (_sum[bucket], _min[bucket], _max[bucket], _count[bucket], _last[bucket], _lastAt[bucket]) = (sum, min, max, count, last, atMs);
            return;
        }

        _min[bucket] = Math.Min(_min[bucket], min);
        _max[bucket] = Math.Max(_max[bucket], max);
        _sum[bucket] += sum;
        _count[bucket] += count;
        if (atMs >= _lastAt[bucket])
            (_last[bucket], _lastAt[bucket]) = (last, atMs);
    }

    private void Allocate(int buckets)
    {
        _sum = new double[buckets];
        _min = new double[buckets];
        _max = new double[buckets];
        _last = new double[buckets];
        _lastAt = new long[buckets];
        _count = new int[buckets];
    }
}
