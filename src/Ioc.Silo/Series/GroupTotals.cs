using Ioc.Devices;

namespace Ioc.Silo.Series;

/// <summary>
/// What one reader adds up of its devices, a group of them at a time; <see cref="Hand"/> gives it to the whole. Reused for the next group; one
/// thread.
/// </summary>
internal sealed class GroupTotals(WantedTotals wanted, BucketRange range)
{
    private readonly SeriesBuckets[] _buckets =
        [.. Enumerable.Range(0, GroupBlock.Devices).SelectMany(_ => wanted.Metrics.Select(metric => new SeriesBuckets("", metric, range)))];

    private readonly DeviceSeries?[] _slots = new DeviceSeries?[GroupBlock.Devices];
    private readonly Device?[] _devices = new Device?[GroupBlock.Devices];
    private readonly Dictionary<(int Unit, DeviceKind Kind, int Metric), SeriesTotals> _parts = [];

    /// <summary>What is wanted of each of its devices.</summary>
    public DeviceSeries?[] Begin(int group)
    {
        for (var slot = 0; slot < GroupBlock.Devices; slot++)
        {
            var device = _devices[slot] = wanted.Find((group * GroupBlock.Devices) + slot);
            var series = _slots[slot] = device is null ? null : new DeviceSeries(device.Handle);
            for (var metric = 0; device is not null && metric < wanted.Metrics.Count; metric++)
                if (wanted.TryNumber(device, metric, out var number))
                    series!.Want(number, _buckets[(slot * wanted.Metrics.Count) + metric], wanted.UnitsOf(device) is [var unit] ? Part(unit, device, metric) : null);
        }

        return _slots;
    }

    /// <summary>Adds what was gathered of each device.</summary>
    public void End()
    {
        for (var index = 0; index < _buckets.Length; index++)
        {
            if (_devices[index / wanted.Metrics.Count] is not { } device || _buckets[index].Counts.IsEmpty)
                continue;
            if (wanted.TryNumber(device, index % wanted.Metrics.Count, out _))
                foreach (var unit in wanted.UnitsOf(device))
                    Part(unit, device, index % wanted.Metrics.Count).Add(_buckets[index]);
            _buckets[index].Clear();
        }
    }

    /// <summary>Of all groups that were read.</summary>
    public void Hand()
    {
        foreach (var ((unit, kind, metric), part) in _parts)
            wanted.Add(unit, kind, metric, part);
    }

    private SeriesTotals Part(int unit, Device device, int metric)
    {
        if (!_parts.TryGetValue((unit, device.Kind, metric), out var part))
            _parts[(unit, device.Kind, metric)] = part = new SeriesTotals(null, device.Kind, wanted.Metrics[metric], range);
        return part;
    }
}
