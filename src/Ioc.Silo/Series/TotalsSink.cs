using Ioc.Silo.Rollups;

namespace Ioc.Silo.Series;

/// <summary>
/// One device's rolled-up buckets on their way into a total of the same step: each is all that the device has of its time, so it need not be
/// gathered first.
/// </summary>
/// <param name="totals">Where they go.</param>
/// <param name="offset">The total's bucket of the row's first one.</param>
/// <param name="first">The row's first bucket that is wanted.</param>
/// <param name="end">Behind its last one.</param>
internal readonly struct TotalsSink(SeriesTotals totals, int offset, int first, int end) : IRollupSink
{
    public void Take(int bucket, int count, double sum, double min, double max, double last)
    {
        if (bucket >= first && bucket < end)
            totals.AddDevice(offset + bucket, count, sum, min, max);
    }
}
