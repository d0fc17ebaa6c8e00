namespace Ioc.Silo.Series;

/// <summary>What a query wants of one device.</summary>
internal sealed class DeviceSeries(int handle) : IPointSink
{
    private readonly List<(ushort Metric, SeriesBuckets Buckets)> _wanted = [];
    private SeriesBuckets? _column;
    private long _fromMs = long.MinValue;
    private long _toMs = long.MaxValue;

    public int Handle => handle;

    public IEnumerable<ushort> Metrics => _wanted.Select(pair => pair.Metric);

    public void Want(ushort metric, SeriesBuckets buckets) => _wanted.Add((metric, buckets));

    /// <summary>Of the raw points that follow only those in this stretch are taken.</summary>
    public void Clip(long fromMs, long toMs) => (_fromMs, _toMs) = (fromMs, toMs);

    public SeriesBuckets? Find(ushort metric)
    {
        foreach (var (wanted, buckets) in _wanted)
            if (wanted == metric)
                return buckets;
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
