using Ioc.Devices;
using Ioc.Devices.Telemetry;
using Ioc.Silo.Registry;

namespace Ioc.Silo.Series;

/// <summary>A query about units and kinds, resolved against the registry: which devices count for which series.</summary>
internal sealed class WantedTotals
{
    private readonly Lock _gate = new();
    private readonly List<SeriesTotals> _all = [];
    private readonly Dictionary<(int Unit, DeviceKind Kind, int Metric), SeriesTotals> _totals = [];
    private readonly Dictionary<(DeviceKind Kind, int Metric), ushort> _numbers = [];
    private readonly List<int>?[] _unitsByHandle;
    private readonly RegistrySnapshot _registry;
    private readonly Func<ICellOrdinals> _cells;

    public WantedTotals(SeriesQuery query, BucketRange range, RegistrySnapshot registry, Func<ICellOrdinals> cells)
    {
        (_registry, _cells) = (registry, cells);
        Metrics = [.. query.Metrics.Distinct(StringComparer.Ordinal)];
        _unitsByHandle = new List<int>?[registry.DevicesByHandle.Length];
        DeviceKind[] kinds = [.. (query.Kinds.Count > 0 ? query.Kinds : DeviceKinds.All).Distinct()];
        string?[] units = query.UnitCodes.Count > 0 ? [.. query.UnitCodes.Distinct(StringComparer.Ordinal)] : [null];
        foreach (var (kind, metric) in kinds.SelectMany(kind => Enumerable.Range(0, Metrics.Count).Select(metric => (kind, metric))))
            if (MetricNames.TryParse(kind, Metrics[metric], [], out var number))
                _numbers[(kind, metric)] = number;
        for (var unit = 0; unit < units.Length; unit++)
        {
            foreach (var kind in kinds)
                for (var metric = 0; metric < Metrics.Count; metric++)
                    if (Has(kind, metric))
                        _all.Add(_totals[(unit, kind, metric)] = new SeriesTotals(units[unit], kind, Metrics[metric], range));
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

    /// <summary>The units, by their place in the query, that a wanted device counts for.</summary>
    public List<int> UnitsOf(Device device) => _unitsByHandle[device.Handle]!;

    /// <param name="device">Wanted.</param>
    /// <param name="metric">Its place in <see cref="Metrics"/>.</param>
    /// <param name="number">What it is stored as.</param>
    public bool TryNumber(Device device, int metric, out ushort number) =>
        _numbers.TryGetValue((device.Kind, metric), out number)
        || (device.Kind == DeviceKind.Site && MetricNames.TryParse(device.Kind, Metrics[metric], _cells().CellIds(device.Handle), out number));

    /// <summary>Adds a part's totals. Any thread.</summary>
    public void Add(int unit, DeviceKind kind, int metric, SeriesTotals part)
    {
        lock (_gate)
            _totals[(unit, kind, metric)].Add(part);
    }

    /// <summary>By unit as asked, then by kind and metric.</summary>
    public IReadOnlyList<SeriesResult> Results() => [.. _all.Select(totals => totals.ToResult())];

    private void Place(Device device, int unit)
    {
        (_unitsByHandle[device.Handle] ??= []).Add(unit);
        Groups.Add(GroupBlock.GroupOf(device.Handle));
        for (var metric = 0; metric < Metrics.Count; metric++)
            if (TryNumber(device, metric, out var number))
                MetricNumbers.Add(number);
    }

    // A cell's name is one site's own, but may be asked for all the same.
    private bool Has(DeviceKind kind, int metric) =>
        _numbers.ContainsKey((kind, metric)) || (kind == DeviceKind.Site && Metrics[metric].StartsWith("cells.", StringComparison.Ordinal));
}
