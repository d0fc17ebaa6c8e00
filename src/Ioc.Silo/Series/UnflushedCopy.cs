namespace Ioc.Silo.Series;

/// <summary>
/// The unflushed points of the devices that one query needs, copied under the agreement of <see cref="IUnflushedPoints"/>.
/// </summary>
internal sealed class UnflushedCopy
{
    private readonly Dictionary<int, List<(int Slot, ushort Metric, long Position, long AtMs, double Value)>> _pointsByGroup = [];

    public void Copy(IReadOnlyList<PointBuffer> buffers, Func<int, bool> isWanted, IReadOnlySet<ushort> metrics)
    {
        foreach (var buffer in buffers)
        {
            var copied = new List<(int Group, int Slot, ushort Metric, long Position, long AtMs, double Value)>();
            var generation = buffer.Generation;
            Copy(buffer.Rows(), isWanted, metrics, copied);

            // The barrier keeps the reads above before the second look at the generation.
            Interlocked.MemoryBarrier();
            if (buffer.Generation == generation)
                Keep(copied);
        }
    }

    /// <summary>Adds what the store, read up to <paramref name="watermark"/>, does not have of a group's devices.</summary>
    public void AddAbove(long watermark, int group, DeviceSeries?[] slots)
    {
        if (!_pointsByGroup.TryGetValue(group, out var points))
            return;
        foreach (var (slot, metric, position, atMs, value) in points)
            if (position > watermark)
                slots[slot]?.Find(metric)?.Add(atMs, value);
    }

    /// <summary>Whether there is anything of that time that the store does not have.</summary>
    public bool IsAbove(long watermark, int group, long fromMs, long toMs) =>
        _pointsByGroup.TryGetValue(group, out var points) && points.Exists(point => point.Position > watermark && point.AtMs >= fromMs && point.AtMs < toMs);

    private static void Copy(
        PointRows rows, Func<int, bool> isWanted, IReadOnlySet<ushort> metrics,
        List<(int Group, int Slot, ushort Metric, long Position, long AtMs, double Value)> copied)
    {
        var handles = rows.Handles;
        for (var row = 0; row < handles.Length; row++)
        {
            if (!isWanted(handles[row]))
                continue;
            var numbers = rows.Metrics(row);
            var values = rows.Values(row);
            for (var index = 0; index < numbers.Length; index++)
                if (metrics.Contains(numbers[index]))
                    copied.Add((GroupBlock.GroupOf(handles[row]), GroupBlock.SlotOf(handles[row]), numbers[index], rows.Position(row), rows.At(row), values[index]));
        }
    }

    private void Keep(List<(int Group, int Slot, ushort Metric, long Position, long AtMs, double Value)> copied)
    {
        foreach (var (group, slot, metric, position, atMs, value) in copied)
        {
            if (!_pointsByGroup.TryGetValue(group, out var points))
                _pointsByGroup[group] = points = [];
            points.Add((slot, metric, position, atMs, value));
        }
    }
}
