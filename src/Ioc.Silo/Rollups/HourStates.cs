using Ioc.Silo.Series;

namespace Ioc.Silo.Rollups;

/// <summary>One hour of one group of devices by the minute, added up from raw points. Reused; one thread.</summary>
internal sealed class HourStates : IPointSink
{
    private readonly Dictionary<ushort, RollupColumn?[]> _columns = [];
    private readonly Stack<RollupColumn> _free = new();
    private long _hourMs;
    private int _slot;
    private RollupColumn? _column;

    public IEnumerable<ushort> Metrics => _columns.Keys;

    public void Begin(long hourMs)
    {
        foreach (var column in _columns.Values.SelectMany(columns => columns).OfType<RollupColumn>())
        {
            column.Clear(0, RollupLevel.Minute.Buckets);
            _free.Push(column);
        }

        _columns.Clear();
        _hourMs = hourMs;
    }

    /// <summary>Whose the following points are.</summary>
    public void BeginDevice(int slot) => _slot = slot;

    /// <summary>Null: this device has no such points in the hour.</summary>
    public RollupColumn? Find(ushort metric, int slot) => _columns[metric][slot];

    public void BeginBlock(ReadOnlySpan<long> times)
    {
    }

    public bool Begin(ushort metric)
    {
        if (!_columns.TryGetValue(metric, out var columns))
            _columns[metric] = columns = new RollupColumn?[GroupBlock.Devices];
        _column = columns[_slot] ??= _free.TryPop(out var free) ? free : new RollupColumn(RollupLevel.Minute.Buckets);
        return true;
    }

    public void Take(int row, long atMs, double value) => _column!.Add((int)((atMs - _hourMs) / RollupLevel.Minute.StepMs), atMs, value);
}
