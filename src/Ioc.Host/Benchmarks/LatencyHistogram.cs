using System.Numerics;

namespace Ioc.Host.Benchmarks;

/// <summary>Microseconds in sixteen steps per doubling: percentiles to about six per cent, no allocation, one array. One writer.</summary>
internal sealed class LatencyHistogram
{
    private const int StepsPerDoubling = 16;

    private readonly long[] _buckets = new long[StepsPerDoubling * 60];

    public long Count { get; private set; }

    public void Add(double microseconds)
    {
        Count++;
        _buckets[BucketOf((long)Math.Max(0, microseconds))]++;
    }

    public void Merge(LatencyHistogram other)
    {
        Count += other.Count;
        for (var i = 0; i < _buckets.Length; i++)
            _buckets[i] += other._buckets[i];
    }

    public void Clear()
    {
        Count = 0;
        Array.Clear(_buckets);
    }

    /// <summary>The lower edge of the bucket that holds the quantile; null without any value.</summary>
    public double? QuantileMicroseconds(double quantile)
    {
        var rank = (long)(Count * quantile);
        for (var i = 0; i < _buckets.Length; i++)
        {
            rank -= _buckets[i];
            if (rank < 0)
                return LowerEdge(i);
        }

        return null;
    }

    private static int BucketOf(long value)
    {
        if (value < StepsPerDoubling)
            return (int)value;
        var doublings = BitOperations.Log2((ulong)value);
        return ((doublings - 3) * StepsPerDoubling) + (int)((value >> (doublings - 4)) & (StepsPerDoubling - 1));
    }

    private static double LowerEdge(int bucket)
    {
        if (bucket < StepsPerDoubling)
            return bucket;
        var doublings = (bucket / StepsPerDoubling) + 3;
        return (1L << doublings) + ((long)(bucket % StepsPerDoubling) << (doublings - 4));
    }
}
