using Ioc.Silo.Rollups;

namespace Ioc.Silo.Series;

/// <summary>Rolled-up buckets of one row on their way into a series.</summary>
internal readonly struct BucketSink(SeriesBuckets buckets, long spanMs, long stepMs, long fromMs, long toMs) : IRollupSink
{
    public void Take(int bucket, int count, double sum, double min, double max, double last)
    {
        var atMs = spanMs + (bucket * stepMs);
        if (atMs >= fromMs && atMs < toMs)
            buckets.AddBucket(atMs, sum, min, max, count, last);
    }
}
