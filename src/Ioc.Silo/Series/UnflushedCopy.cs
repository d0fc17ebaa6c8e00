namespace Ioc.Silo.Series;

/// <summary>
/// The unflushed points that one query needs of one group of devices, copied under the agreement of <see cref="IUnflushedPoints"/>.
/// </summary>
internal sealed class UnflushedCopy
{
    private readonly List<(long Position, long AtMs, double Value, SeriesBuckets Buckets)> _points = [];

    public void Copy(IReadOnlyList<PointBuffer> buffers, IReadOnlyDictionary<int, DeviceSeries> devices)
    {
        foreach (var buffer in buffers)
        {
            var kept = _points.Count;
            var generation = buffer.Generation;
            Copy(buffer.Rows(), devices);

            // The barrier keeps the reads above before the second look at the generation.
            Interlocked.MemoryBarrier();
            if (buffer.Generation != generation)
                _points.RemoveRange(kept, _points.Count - kept);
        }
    }

    /// <summary>Adds what the store, read up to <paramref name="watermark"/>, does not have.</summary>
    public void AddAbove(long watermark)
    {
        foreach (var (position, atMs, value, buckets) in _points)
            if (position > watermark)
                buckets.Add(atMs, value);
    }

    private void Copy(PointRows rows, IReadOnlyDictionary<int, DeviceSeries> devices)
    {
        var handles = rows.Handles;
        foreach (var (handle, series) in devices)
            for (var row = handles.IndexOf(handle); row >= 0; row = Next(handles, handle, row))
            {
                var metrics = rows.Metrics(row);
                var values = rows.Values(row);
                for (var index = 0; index < metrics.Length; index++)
                    if (series.Find(metrics[index]) is { } buckets)
                        _points.Add((rows.Position(row), rows.At(row), values[index], buckets));
            }
    }

    private static int Next(ReadOnlySpan<int> handles, int handle, int row)
    {
        var further = handles[(row + 1)..].IndexOf(handle);
        return further < 0 ? -1 : row + 1 + further;
    }
}
