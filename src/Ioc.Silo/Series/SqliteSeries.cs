using Ioc.Devices;
using Ioc.Devices.Telemetry;
using Ioc.Silo.Registry;
using Ioc.Silo.Storage;

namespace Ioc.Silo.Series;

/// <summary>
/// Answers series queries from telemetry.db and the engine's live buffers. A few readers at once, over all callers; the rest wait in line.
/// </summary>
internal sealed class SqliteSeries : ISeries, IDisposable
{
    private readonly TelemetryDatabase _database;
    private readonly IRegistry _registry;
    private readonly Func<IUnflushedPoints> _unflushed;
    private readonly Func<ICellOrdinals> _cells;
    private readonly SemaphoreSlim _readers;
    private readonly int _readersMax;

    public SqliteSeries(
        TelemetryDatabase database, IRegistry registry, StoreOptions options, Func<IUnflushedPoints> unflushed, Func<ICellOrdinals> cells)
    {
        (_database, _registry, _unflushed, _cells) = (database, registry, unflushed, cells);
        _readersMax = options.SeriesReaders;
        _readers = new SemaphoreSlim(_readersMax, _readersMax);
    }

    public async Task<IReadOnlyList<SeriesResult>> QueryAsync(SeriesQuery query, CancellationToken cancellationToken)
    {
        if (query.Refuse() is { } words)
            throw new ArgumentException(words, nameof(query));
        var range = RangeOf(query);
        if (query.IsTotal)
            return await TotalAsync(query, range, cancellationToken);
        var wanted = Want(query, range);
        await FillAsync(wanted.Devices, range, range.FromMs, cancellationToken);
        return [.. wanted.All.Select(buckets => buckets.ToResult())];
    }

    /// <summary>The query's buckets, with a step that what is kept can fill.</summary>
    public BucketRange RangeOf(SeriesQuery query)
    {
        var range = query.Range();
        return query.StepSeconds > 0 ? range : query.Range(KeptTelemetry.FinestStepSeconds(_database, range.FromMs));
    }

    /// <summary>Resolves a query; nothing is read yet.</summary>
    public WantedSeries Want(SeriesQuery query, BucketRange range)
    {
        var all = new List<SeriesBuckets>(query.DeviceIds.Count * query.Metrics.Count);
        var devices = query.DeviceIds.Distinct(StringComparer.Ordinal)
            .Select(id => Want(id, query.Metrics, range, all)).OfType<DeviceSeries>().ToList();
        return new WantedSeries(devices, all);
    }

    /// <summary>Adds the points of telemetry.db, from <paramref name="fromMs"/> on, and those of the live buffers.</summary>
    public Task FillAsync(IReadOnlyList<DeviceSeries> wanted, BucketRange range, long fromMs, CancellationToken cancellationToken)
    {
        var handles = wanted.Select(device => device.Handle).ToHashSet();
        var metrics = wanted.SelectMany(device => device.Metrics).ToHashSet();
        return EachAsync(wanted.GroupBy(device => GroupBlock.GroupOf(device.Handle)), (groups, token) =>
        {
            using var reader = new SeriesReader(_database, _unflushed().Buffers, handles.Contains, metrics, range, fromMs);
            foreach (var group in groups)
            {
                var slots = new DeviceSeries?[GroupBlock.Devices];
                foreach (var device in group)
                    slots[GroupBlock.SlotOf(device.Handle)] = device;
                reader.Read(group.Key, slots, token);
            }
        }, cancellationToken);
    }

    /// <summary>Everything of units and kinds: a group of devices at a time, so that memory is for the answer and not for the devices.</summary>
    public async Task<IReadOnlyList<SeriesResult>> TotalAsync(SeriesQuery query, BucketRange range, CancellationToken cancellationToken)
    {
        var wanted = new WantedTotals(query, range, _registry.Current, _cells);
        await EachAsync(wanted.Groups, (groups, token) =>
        {
            using var reader = new SeriesReader(_database, _unflushed().Buffers, wanted.Contains, wanted.MetricNumbers, range, range.FromMs);
            var group = new GroupTotals(wanted, range);
            foreach (var number in groups)
            {
                reader.Read(number, group.Begin(number), token);
                group.End();
            }

            group.Hand();
        }, cancellationToken);
        return wanted.Results();
    }

    public void Dispose() => _readers.Dispose();

    /// <summary>
    /// Notes what to read of a device; one that is unknown, or has no such metrics, gets empty series: it may have been removed since the
    /// page was opened.
    /// </summary>
    private DeviceSeries? Want(string deviceId, IReadOnlyList<string> metrics, BucketRange range, List<SeriesBuckets> all)
    {
        var device = _registry.Current.DevicesById.GetValueOrDefault(deviceId);
        var series = device is null ? null : new DeviceSeries(device.Handle);
        var cellIds = device is { Kind: DeviceKind.Site } ? _cells().CellIds(device.Handle) : [];
        foreach (var name in metrics.Distinct(StringComparer.Ordinal))
        {
            var buckets = new SeriesBuckets(deviceId, name, range);
            all.Add(buckets);
            if (device is not null && MetricNames.TryParse(device.Kind, name, cellIds, out var metric))
                series!.Want(metric, buckets);
        }

        return series;
    }

    private async Task EachAsync<TGroup>(IEnumerable<TGroup> groups, Action<TGroup[], CancellationToken> read, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = _readersMax, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(groups.Chunk(SeriesLimits.GroupsPerReader), options, async (some, token) =>
        {
            await _readers.WaitAsync(token);
            try
            {
                read(some, token);
            }
            finally
            {
                _readers.Release();
            }
        });
    }
}
