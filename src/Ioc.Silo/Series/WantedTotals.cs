using Ioc.Devices;
using Ioc.Devices.Telemetry;
using Ioc.Silo.Registry;

namespace Ioc.Silo.Series;

/// <summary>A query about units and kinds, resolved against the registry: which devices count for which series.</summary>
internal sealed class WantedTotals
{
    private readonly List<SeriesTotals> _all = [];
    private readonly Dictionary<(int Unit, DeviceKind Kind, string Metric), SeriesTotals> _totals = [];
    private readonly List<int>?[] _unitsByHandle;
    private readonly RegistrySnapshot _registry;
    private readonly Func<ICellOrdinals> _cells;

    public WantedTotals(SeriesQuery query, BucketRange range, RegistrySnapshot registry, Func<ICellOrdinals> cells)
    {
        (_registry, _cells) = (registry, cells);
        Metrics = [.. query.Metrics.Distinct(StringComparer.Ordinal)];
        _unitsByHandle = new List<int>?[registry.DevicesByHandle.Length];
        var kinds = query.Kinds.Count > 0 ? query.Kinds : DeviceKinds.All;
        string?[] units = query.UnitCodes.Count > 0 ? [.. query.UnitCodes.Distinct(StringComparer.Ordinal)] : [null];
        for (var unit = 0; unit < units.Length; unit++)
        {
            foreach (var (kind, metric) in kinds.Distinct().SelectMany(kind => Metrics.Where(metric => Has(kind, metric)).Select(metric => (kind, metric))))
            {
                var totals = new SeriesTotals(units[unit], kind, metric, range);
                _all.Add(totals);
                _totals[(unit, kind, metric)] = totals;
            }

            foreach (var device in units[unit] is { } code ? registry.DevicesIn(code) : registry.DevicesByHandle.OfType<Device>())
                if (kinds.Contains(device.Kind))
                    Place(device, unit);
        }
    }

    public IReadOnlyList<string> Metrics { get; }

    /// <summary>Of all wanted devices.</summary>
    public HashSet<ushort> MetricNumbers { get; } = [];

    /// <summary>Groups that have wanted devices, ascending.</summary>
    public SortedSet<int> Groups { get; } = [];

    public bool Contains(int handle) => (uint)handle < (uint)_unitsByHandle.Length && _unitsByHandle[handle] is not null;

    /// <summary>Null: not wanted.</summary>
    public Device? Find(int handle) => Contains(handle) ? _registry.FindDevice(handle) : null;

    public bool TryNumber(Device device, string metric, out ushort number) =>
        MetricNames.TryParse(device.Kind, metric, device.Kind == DeviceKind.Site ? _cells().CellIds(device.Handle) : [], out number);

    /// <summary>Adds what a device had to the series of each unit that it lies in.</summary>
    public void Add(Device device, string metric, SeriesBuckets buckets)
    {
        foreach (var unit in _unitsByHandle[device.Handle]!)
            _totals[(unit, device.Kind, metric)].Add(buckets);
    }

    /// <summary>By unit as asked, then by kind and metric.</summary>
    public IReadOnlyList<SeriesResult> Results() => [.. _all.Select(totals => totals.ToResult())];

    private void Place(Device device, int unit)
    {
        (_unitsByHandle[device.Handle] ??= []).Add(unit);
        Groups.Add(GroupBlock.GroupOf(device.Handle));
        foreach (var metric in Metrics)
            if (TryNumber(device, metric, out var number))
                MetricNumbers.Add(number);
    }

    // A cell's name is one site's own, but may be asked for all the same.
    private static bool Has(DeviceKind kind, string metric) =>
        MetricNames.TryParse(kind, metric, [], out _) || (kind == DeviceKind.Site && metric.StartsWith("cells.", StringComparison.Ordinal));
}
