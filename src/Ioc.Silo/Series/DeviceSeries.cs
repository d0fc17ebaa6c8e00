namespace Ioc.Silo.Series;

/// <summary>What a query wants of one device.</summary>
internal sealed class DeviceSeries(int handle) : IPointSink
{
    private readonly List<(ushort Metric, SeriesBuckets Buckets, SeriesTotals? Totals)> _wanted = [];
    private SeriesBuckets? _column;
    private long _fromMs = long.MinValue;
    private long _toMs = long.MaxValue;

    public int Handle => handle;

    public IEnumerable<ushort> Metrics => _wanted.Select(pair => pair.Metric);

    /// <param name="metric">Its number.</param>
    /// <param name="buckets">Where its points go.</param>
    /// <param name="totals">The only total that the device counts for; null: there are none or several.</param>
    public void Want(ushort metric, SeriesBuckets buckets, SeriesTotals? totals = null) => _wanted.Add((metric, buckets, totals));

    /// <summary>Of the raw points that follow only those in this stretch are taken.</summary>
    public void Clip(long fromMs, long toMs) => (_fromMs, _toMs) = (fromMs, toMs);

    public SeriesBuckets? Find(ushort metric)
    {
        foreach (var (wanted, buckets, _) in _wanted)
            if (wanted == metric)
                return buckets;
        return null;
    }

    public SeriesTotals? FindTotals(ushort metric)
    {
        foreach (var (wanted, _, totals) in _wanted)
            if (wanted == metric)
                return totals;
        return null;
    }

    public void BeginBlock(ReadOnlySpan<long> times)
    {
    }

    public bool Begin(ushort metric) => (_column = Find(metric)) is not null;

    public void Take(int row, long atMs, double value)
    {
        if (atMs >= _fromMs && atMs < _toMs)
            _column!.Add(atMs, value);
    }
}
