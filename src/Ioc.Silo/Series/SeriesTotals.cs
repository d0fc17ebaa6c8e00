using Ioc.Devices;

namespace Ioc.Silo.Series;

/// <summary>One series over all devices of a kind and a unit, or a part of them, while a query fills it. One thread.</summary>
internal sealed class SeriesTotals(string? unitCode, DeviceKind kind, string metricName, BucketRange range)
{
    private double[] _pointSum = [];
    private double[] _deviceSum = [];
    private double[] _min = [];
    private double[] _max = [];
    private long[] _count = [];
    private int[] _devices = [];

    /// <summary>Adds everything that one device had.</summary>
    public void Add(SeriesBuckets device)
    {
        var counts = device.Counts;
        var sums = device.Sums;
        var mins = device.Mins;
        var maxes = device.Maxes;
        for (var bucket = 0; bucket < counts.Length; bucket++)
            if (counts[bucket] > 0)
                AddDevice(bucket, counts[bucket], sums[bucket], mins[bucket], maxes[bucket]);
    }

    /// <summary>Adds everything that one device had in one bucket.</summary>
    public void AddDevice(int bucket, int count, double sum, double min, double max)
    {
        if (_count.Length == 0)
            Allocate((int)range.Count);
        if (min < _min[bucket])
            _min[bucket] = min;
        if (max > _max[bucket])
            _max[bucket] = max;
        _pointSum[bucket] += sum;
        _deviceSum[bucket] += SeriesBuckets.Mean(sum, count, min, max);
        _count[bucket] += count;
        _devices[bucket]++;
    }

    /// <summary>Adds other devices' totals.</summary>
    public void Add(SeriesTotals part)
    {
        if (part._count.Length == 0)
            return;
        if (_count.Length == 0)
            Allocate((int)range.Count);
        for (var bucket = 0; bucket < _count.Length; bucket++)
        {
            _min[bucket] = Math.Min(_min[bucket], part._min[bucket]);
            _max[bucket] = Math.Max(_max[bucket], part._max[bucket]);
            _pointSum[bucket] += part._pointSum[bucket];
            _deviceSum[bucket] += part._deviceSum[bucket];
            _count[bucket] += part._count[bucket];
            _devices[bucket] += part._devices[bucket];
        }
    }

    public SeriesResult ToResult()
    {
        var filled = Enumerable.Range(0, _count.Length).Where(bucket => _count[bucket] > 0).ToArray();
        return new SeriesResult
        {
            UnitCode = unitCode,
            Kind = kind,
            Metric = metricName,
            StepSeconds = range.StepSeconds,
            At = [.. filled.Select(bucket => range.FirstBucketMs + (bucket * range.StepMs))],
            Mean = [.. filled.Select(bucket => SeriesBuckets.Mean(_pointSum[bucket], _count[bucket], _min[bucket], _max[bucket]))],
            Min = [.. filled.Select(bucket => _min[bucket])],
            Max = [.. filled.Select(bucket => _max[bucket])],
            Count = [.. filled.Select(bucket => (int)Math.Min(_count[bucket], int.MaxValue))],
            Sum = [.. filled.Select(bucket => _deviceSum[bucket])],
            Devices = [.. filled.Select(bucket => _devices[bucket])],
        };
    }

    private void Allocate(int buckets)
    {
        _pointSum = new double[buckets];
        _deviceSum = new double[buckets];
        _min = new double[buckets];
        _max = new double[buckets];
        _count = new long[buckets];
        _devices = new int[buckets];
        Array.Fill(_min, double.PositiveInfinity);
        Array.Fill(_max, double.NegativeInfinity);
    }
}
