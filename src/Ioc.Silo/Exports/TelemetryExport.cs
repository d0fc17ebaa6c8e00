using Dapper;
using Ioc.Devices;
using Ioc.Devices.Telemetry;
using Ioc.Silo.Registry;
using Ioc.Silo.Series;
using Ioc.Silo.Storage;

namespace Ioc.Silo.Exports;

/// <summary>
/// Reads a little in one transaction, then writes it without one: a reader on a slow line must not keep the write-ahead log from being taken over.
/// </summary>
internal sealed class TelemetryExport(TelemetryDatabase database, ISeries series, IRegistry registry, Func<ICellOrdinals> cells, IOlderPoints older) : ITelemetryExport
{
    /// <summary>Of one device in one answer of a time-series server: 86,400 messages of one that reports every second.</summary>
    private const long OlderStretchMs = 86_400_000;

    public async Task WriteBucketsAsync(SeriesQuery query, ExportForm form, Stream target, CancellationToken cancellationToken)
    {
        var text = new BucketText(registry.Current, form);
        foreach (var part in query.IsTotal ? [query] : query.DeviceIds.Select(device => query with { DeviceIds = [device] }))
        {
            foreach (var result in await series.QueryAsync(part with { IsWhole = true }, cancellationToken))
                text.Add(result);
            await FlushAsync(text.Text, target, cancellationToken);
        }
    }

    public async Task WritePointsAsync(SeriesQuery query, ExportForm form, Stream target, CancellationToken cancellationToken)
    {
        var (fromMs, toMs) = (query.Range().FromMs, query.Range().ToMs);
        var text = new PointText(form, fromMs, toMs);
        foreach (var group in DevicesOf(query).GroupBy(device => GroupBlock.GroupOf(device.Handle)))
        {
            var slots = new ExportedDevice?[GroupBlock.Devices];
            var olderToMs = Math.Min(toMs, OldestMs(group.Key));
            foreach (var device in group)
            {
                var exported = slots[GroupBlock.SlotOf(device.Handle)] = new ExportedDevice(device, Numbers(device, query.Metrics));
                await WriteOlderAsync(exported, fromMs, olderToMs, text, target, cancellationToken);
            }

            for (long? hourMs = GroupBlock.HourOf(fromMs); hourMs is not null;)
            {
                hourMs = ReadHour(group.Key, slots, hourMs.Value, toMs, text);
                await FlushAsync(text.Text, target, cancellationToken);
            }
        }

        await FlushAsync(text.Text, target, cancellationToken);
    }

    private async Task WriteOlderAsync(ExportedDevice device, long fromMs, long toMs, PointText text, Stream target, CancellationToken cancellationToken)
    {
        for (var startMs = fromMs; startMs < toMs; startMs += OlderStretchMs)
        {
            await older.AddAsync(device, startMs, Math.Min(toMs, startMs + OlderStretchMs), text, cancellationToken);
            await FlushAsync(text.Text, target, cancellationToken);
        }
    }

    private long OldestMs(int group)
    {
        using var connection = database.CreateConnection();
        return connection.ExecuteScalar<long?>("SELECT MIN(start_ms) FROM telemetry_blocks WHERE device_group = @group", new { group }) ?? long.MaxValue;
    }

    private IEnumerable<Device> DevicesOf(SeriesQuery query)
    {
        var current = registry.Current;
        if (!query.IsTotal)
            return query.DeviceIds.Select(id => current.DevicesById.GetValueOrDefault(id)).OfType<Device>().DistinctBy(device => device.Handle).OrderBy(device => device.Handle);
        var all = query.UnitCodes.Count == 0 ? current.DevicesByHandle.OfType<Device>() : query.UnitCodes.SelectMany(current.DevicesIn).DistinctBy(device => device.Handle);
        return all.Where(device => query.Kinds.Count == 0 || query.Kinds.Contains(device.Kind)).OrderBy(device => device.Handle);
    }

    private Dictionary<ushort, string> Numbers(Device device, IReadOnlyList<string> metrics)
    {
        var cellIds = device.Kind == DeviceKind.Site ? cells().CellIds(device.Handle) : [];
        var numbers = new Dictionary<ushort, string>();
        foreach (var name in metrics)
            if (MetricNames.TryParse(device.Kind, name, cellIds, out var number))
                numbers[number] = name;
        return numbers;
    }

    /// <summary>Adds the first hour at or after this one that has rows; answers where to go on, null at the end.</summary>
    private long? ReadHour(int group, ExportedDevice?[] slots, long hourMs, long toMs, PointText text)
    {
        using var connection = database.CreateConnection();
        var firstMs = connection.ExecuteScalar<long?>(
            "SELECT MIN(start_ms) FROM telemetry_blocks WHERE device_group = @group AND start_ms >= @hourMs AND start_ms < @toMs", new { group, hourMs, toMs });
        if (firstMs is null)
            return null;
        var next = GroupBlock.HourOf(firstMs.Value) + GroupBlock.HourMs;
        var reader = new BlockReader();
        Span<GroupEntry> entries = stackalloc GroupEntry[GroupBlock.Devices];
        using var rows = new BlockSelect(connection, group, firstMs.Value, Math.Min(next, toMs));
        while (rows.Read())
        {
            var data = rows.Data;
            foreach (var entry in entries[..GroupBlock.Index(data, entries)])
                if (slots[entry.Slot % GroupBlock.Devices] is { } device)
                    text.AddBlock(device, reader, data.Slice(entry.Offset, entry.Length), rows.StartMs, rows.FirstPosition);
        }

        return next;
    }

    private static async Task FlushAsync(ExportText text, Stream target, CancellationToken cancellationToken)
    {
        await target.WriteAsync(text.Written, cancellationToken);
        text.Clear();
    }
}
