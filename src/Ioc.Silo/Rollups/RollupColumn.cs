using Ioc.Silo.Series;

namespace Ioc.Silo.Rollups;

/// <summary>One metric of one device: what each bucket of a span knows of its points. A count of 0 is an empty bucket. Reused.</summary>
internal sealed class RollupColumn(int buckets) : IRollupSink
{
    private readonly long[] _lastAt = new long[buckets];

    public int[] Count { get; } = new int[buckets];

    public double[] Min { get; } = new double[buckets];

    public double[] Max { get; } = new double[buckets];

    public double[] Sum { get; } = new double[buckets];

    public double[] Last { get; } = new double[buckets];

    public void Clear(int first, int count) => Array.Clear(Count, first, count);

    public void Add(int bucket, long atMs, double value)
    {
        if ((uint)bucket >= (uint)Count.Length)
            throw ByteReader.Broken();
        if (Count[bucket] == 0)
        {
            (Min[bucket], Max[bucket], Sum[bucket], Last[bucket], _lastAt[bucket], Count[bucket]) = (value, value, value, value, atMs, 1);
            return;
        }

        Min[bucket] = Math.Min(Min[bucket], value);
        Max[bucket] = Math.Max(Max[bucket], value);
        Sum[bucket] += value;
        Count[bucket]++;
        if (atMs >= _lastAt[bucket])
            (Last[bucket], _lastAt[bucket]) = (value, atMs);
    }

    public void Take(int bucket, int count, double sum, double min, double max, double last)
    {
        if ((uint)bucket >= (uint)Count.Length)
            throw ByteReader.Broken();
        (Min[bucket], Max[bucket], Sum[bucket], Last[bucket], Count[bucket]) = (min, max, sum, last, count);
    }

    /// <summary>Adds a bucket of another column. <paramref name="isLater"/>: its points came after those that are here.</summary>
    public void Merge(int bucket, RollupColumn other, int from, bool isLater = true)
    {
        if (other.Count[from] == 0)
            return;
        if (Count[bucket] == 0)
        {
            Take(bucket, other.Count[from], other.Sum[from], other.Min[from], other.Max[from], other.Last[from]);
            return;
        }

        Min[bucket] = Math.Min(Min[bucket], other.Min[from]);
        Max[bucket] = Math.Max(Max[bucket], other.Max[from]);
        Sum[bucket] += other.Sum[from];
        Count[bucket] += other.Count[from];
        if (isLater)
            Last[bucket] = other.Last[from];
    }
}
