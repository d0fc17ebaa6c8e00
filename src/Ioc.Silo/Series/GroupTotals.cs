using Ioc.Devices;

namespace Ioc.Silo.Series;

/// <summary>The devices of one group while they are read, before they are added to the totals. Reused for the next group; one thread.</summary>
internal sealed class GroupTotals(WantedTotals wanted, BucketRange range)
{
    private readonly SeriesBuckets[] _buckets =
        [.. Enumerable.Range(0, GroupBlock.Devices).SelectMany(_ => wanted.Metrics.Select(metric => new SeriesBuckets("", metric, range)))];

    private readonly DeviceSeries?[] _slots = new DeviceSeries?[GroupBlock.Devices];
    private readonly Device?[] _devices = new Device?[GroupBlock.Devices];

    /// <summary>What is wanted of each of its devices.</summary>
    public DeviceSeries?[] Begin(int group)
    {
        for (var slot = 0; slot < GroupBlock.Devices; slot++)
        {
            var device = _devices[slot] = wanted.Find((group * GroupBlock.Devices) + slot);
            var series = _slots[slot] = device is null ? null : new DeviceSeries(device.Handle);
            for (var index = 0; device is not null && index < wanted.Metrics.Count; index++)
                if (wanted.TryNumber(device, wanted.Metrics[index], out var number))
                    series!.Want(number, _buckets[(slot * wanted.Metrics.Count) + index]);
        }

        return _slots;
    }

    public void End()
    {
        for (var index = 0; index < _buckets.Length; index++)
        {
            var device = _devices[index / wanted.Metrics.Count];
            if (device is null || _buckets[index].Counts.IsEmpty)
                continue;
            var metric = wanted.Metrics[index % wanted.Metrics.Count];
            if (wanted.TryNumber(device, metric, out _))
                wanted.Add(device, metric, _buckets[index]);
            _buckets[index].Clear();
        }
    }
}
