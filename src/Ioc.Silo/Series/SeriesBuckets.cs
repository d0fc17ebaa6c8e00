namespace Ioc.Silo.Series;

/// <summary>One series while a query fills it. Memory is taken at the first point: most asked series of a large query have none.</summary>
internal sealed class SeriesBuckets(string deviceId, string metricName, BucketRange range)
{
    private readonly long _firstBucketMs = range.FirstBucketMs;
    private readonly long _stepMs = range.StepMs;
    private double[] _sum = [];
    private double[] _min = [];
    private double[] _max = [];
    private int[] _count = [];

    public void Add(long atMs, double value)
    {
        if (atMs < range.FromMs || atMs >= range.ToMs)
            return;
        if (_count.Length == 0)
            Allocate((int)range.Count);
        var bucket = (int)((atMs - _firstBucketMs) / _stepMs);
        _min[bucket] = _count[bucket] == 0 ? value : Math.Min(_min[bucket], value);
        _max[bucket] = _count[bucket] == 0 ? value : Math.Max(_max[bucket], value);
        _sum[bucket] += value;
        _count[bucket]++;
    }

    /// <summary>Adds what a server has added up; the bucket begins at <paramref name="bucketMs"/>.</summary>
    public void AddBucket(long bucketMs, double sum, double min, double max, int count)
    {
        if (bucketMs < _firstBucketMs || bucketMs >= range.ToMs)
            return;
        if (_count.Length == 0)
            Allocate((int)range.Count);
        var bucket = (int)((bucketMs - _firstBucketMs) / _stepMs);
        _min[bucket] = _count[bucket] == 0 ? min : Math.Min(_min[bucket], min);
        _max[bucket] = _count[bucket] == 0 ? max : Math.Max(_max[bucket], max);
        _sum[bucket] += sum;
        _count[bucket] += count;
    }

    public SeriesResult ToResult()
    {
        var filled = Enumerable.Range(0, _count.Length).Where(bucket => _count[bucket] > 0).ToArray();
        return new SeriesResult
        {
            DeviceId = deviceId,
            Metric = metricName,
            StepSeconds = range.StepSeconds,
            At = [.. filled.Select(bucket => _firstBucketMs + (bucket * _stepMs))],
            Mean = [.. filled.Select(Mean)],
            Min = [.. filled.Select(bucket => _min[bucket])],
            Max = [.. filled.Select(bucket => _max[bucket])],
            Count = [.. filled.Select(bucket => _count[bucket])],
        };
    }

    // Rounding may push a mean of equal values past them, and a sum of huge ones past what a double holds.
    private double Mean(int bucket) => double.IsFinite(_sum[bucket])
        ? Math.Clamp(_sum[bucket] / _count[bucket], _min[bucket], _max[bucket])
        : (_min[bucket] / 2) + (_max[bucket] / 2);

    private void Allocate(int buckets)
    {
        _sum = new double[buckets];
        _min = new double[buckets];
        _max = new double[buckets];
        _count = new int[buckets];
    }
}
