using Ioc.Devices;

namespace Ioc.Silo.Series;

/// <summary>One series over all devices of a kind and a unit while a query fills it, a device at a time. Any thread.</summary>
internal sealed class SeriesTotals(string? unitCode, DeviceKind kind, string metricName, BucketRange range)
{
    private readonly Lock _gate = new();
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
        lock (_gate)
        {
            if (_count.Length == 0)
                Allocate((int)range.Count);
            for (var bucket = 0; bucket < counts.Length; bucket++)
            {
                if (counts[bucket] == 0)
                    continue;
                _min[bucket] = Math.Min(_min[bucket], mins[bucket]);
                _max[bucket] = Math.Max(_max[bucket], maxes[bucket]);
                _pointSum[bucket] += sums[bucket];
                _deviceSum[bucket] += SeriesBuckets.Mean(sums[bucket], counts[bucket], mins[bucket], maxes[bucket]);
                _count[bucket] += counts[bucket];
                _devices[bucket]++;
            }
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
