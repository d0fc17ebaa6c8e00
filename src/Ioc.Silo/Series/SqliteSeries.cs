using Dapper;
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
        var range = query.Range();
        var wanted = Want(query, range);
        await FillAsync(wanted.Devices, range, range.FromMs, cancellationToken);
        return [.. wanted.All.Select(buckets => buckets.ToResult())];
    }

    /// <summary>Resolves a query; nothing is read yet.</summary>
    public WantedSeries Want(SeriesQuery query, BucketRange range)
    {
        var all = new List<SeriesBuckets>(query.DeviceIds.Count * query.Metrics.Count);
        var devices = query.DeviceIds.Distinct(StringComparer.Ordinal)
            .Select(id => Want(id, query.Metrics, range, all)).OfType<DeviceSeries>().ToList();
        return new WantedSeries(devices, all);
    }

    /// <summary>Adds the points of telemetry.db, from the hour of <paramref name="fromMs"/> on, and those of the live buffers.</summary>
    public async Task FillAsync(IReadOnlyList<DeviceSeries> wanted, BucketRange range, long fromMs, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = _readersMax, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(wanted.GroupBy(device => GroupBlock.GroupOf(device.Handle)), options, async (group, token) =>
        {
            await _readers.WaitAsync(token);
            try
            {
                ReadGroup(group.Key, group.ToDictionary(device => device.Handle), fromMs, range.ToMs, token);
            }
            finally
            {
                _readers.Release();
            }
        });
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

    // First the live buffers, then the store with its watermark: see IUnflushedPoints for why in this order.
    private void ReadGroup(int group, Dictionary<int, DeviceSeries> devices, long fromMs, long toMs, CancellationToken cancellationToken)
    {
        var unflushed = new UnflushedCopy();
        unflushed.Copy(_unflushed().Buffers, devices);
        using var connection = _database.CreateConnection();
        using var transaction = connection.BeginTransaction(deferred: true);
        var watermark = connection.ExecuteScalar<long>("SELECT position FROM telemetry_watermark", transaction: transaction);
        using var rows = new BlockSelect(connection, group, GroupBlock.HourOf(fromMs), toMs);
        var reader = new BlockReader();
        Span<GroupEntry> entries = stackalloc GroupEntry[GroupBlock.Devices];
        while (rows.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var data = rows.Data;
            foreach (var entry in entries[..GroupBlock.Index(data, entries)])
                if (devices.TryGetValue((group * GroupBlock.Devices) + entry.Slot, out var device))
                    reader.Read(data.Slice(entry.Offset, entry.Length), rows.StartMs, device);
        }

        unflushed.AddAbove(watermark);
    }
}
