using Dapper;
using Ioc.Silo.Rollups;
using Ioc.Silo.Storage;
using Microsoft.Data.Sqlite;

namespace Ioc.Silo.Series;

/// <summary>
/// Reads groups of devices as of one instant: first the live buffers, then the store with its watermark (see <see cref="IUnflushedPoints"/>
/// for why in this order). One thread.
/// </summary>
internal sealed class SeriesReader : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _transaction;
    private readonly UnflushedCopy _unflushed = new();
    private readonly long _watermark;
    private readonly SeriesPlan _plan;
    private readonly BucketRange _range;
    private readonly RollupTable _rollups;
    private readonly BlockReader _blocks = new();
    private readonly RollupBlockReader _rollupBlocks = new();

    /// <param name="database">telemetry.db.</param>
    /// <param name="live">The engine's buffers.</param>
    /// <param name="isWanted">Whether a device, by handle, is among those that will be read.</param>
    /// <param name="metrics">All that is wanted of any of them.</param>
    /// <param name="range">The buckets asked for.</param>
    /// <param name="fromMs">From where on; at or after the range's start.</param>
    public SeriesReader(
        TelemetryDatabase database, IReadOnlyList<PointBuffer> live, Func<int, bool> isWanted, IReadOnlySet<ushort> metrics, BucketRange range, long fromMs)
    {
        _range = range;
        _unflushed.Copy(live, isWanted, metrics);
        _connection = database.CreateConnection();
        _transaction = _connection.BeginTransaction(deferred: true);
        _watermark = _connection.ExecuteScalar<long>("SELECT position FROM telemetry_watermark", transaction: _transaction);
        _plan = new SeriesPlan(_connection, _transaction, range, fromMs);
        _rollups = new RollupTable(_connection);
    }

    /// <param name="group">Of 16 devices.</param>
    /// <param name="slots">What is wanted of each; null: nothing.</param>
    /// <param name="cancellationToken">Looked at once a row.</param>
    public void Read(int group, DeviceSeries?[] slots, CancellationToken cancellationToken)
    {
        foreach (var segment in _plan.Of(group))
            if (segment.Level is { } level)
                ReadRollups(group, slots, level, segment, cancellationToken);
            else
                ReadRaw(group, slots, segment, cancellationToken);
        _unflushed.AddAbove(_watermark, group, slots);
    }

    public void Dispose()
    {
        _rollups.Dispose();
        _transaction.Dispose();
        _connection.Dispose();
    }

    private void ReadRaw(int group, DeviceSeries?[] slots, SeriesSegment segment, CancellationToken cancellationToken)
    {
        foreach (var slot in slots)
            slot?.Clip(segment.FromMs, segment.ToMs);
        Span<GroupEntry> entries = stackalloc GroupEntry[GroupBlock.Devices];
        using var rows = new BlockSelect(_connection, group, GroupBlock.HourOf(segment.FromMs), segment.ToMs);
        while (rows.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var data = rows.Data;
            foreach (var entry in entries[..GroupBlock.Index(data, entries)])
                if (slots[entry.Slot % GroupBlock.Devices] is { } device)
                    _blocks.Read(data.Slice(entry.Offset, entry.Length), rows.StartMs, device);
        }
    }

    private void ReadRollups(int group, DeviceSeries?[] slots, RollupLevel level, SeriesSegment segment, CancellationToken cancellationToken)
    {
        // A bucket of the asked step is all that there is of its time, unless live points add to it.
        var isWhole = level.StepMs == _range.StepMs && !_unflushed.IsAbove(_watermark, group, segment.FromMs, segment.ToMs);
        Span<GroupEntry> entries = stackalloc GroupEntry[GroupBlock.Devices];
        foreach (var metric in slots.OfType<DeviceSeries>().SelectMany(device => device.Metrics).Distinct().Order())
            for (var spanMs = level.SpanOf(segment.FromMs); spanMs < segment.ToMs; spanMs += level.SpanMs)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!_rollups.Find(level.Key(spanMs, metric, group)))
                    continue;
                var data = _rollups.Data;
                foreach (var entry in entries[..GroupBlock.Index(data, entries)])
                    if (slots[entry.Slot % GroupBlock.Devices] is { } device)
                        Read(data.Slice(entry.Offset, entry.Length), device, metric, level, spanMs, segment, isWhole);
            }
    }

    private void Read(ReadOnlySpan<byte> block, DeviceSeries device, ushort metric, RollupLevel level, long spanMs, SeriesSegment segment, bool isWhole)
    {
        if (isWhole && device.FindTotals(metric) is { } totals)
        {
            var sink = new TotalsSink(
                totals, (int)((spanMs - _range.FirstBucketMs) / level.StepMs),
                (int)((Math.Max(spanMs, segment.FromMs) - spanMs) / level.StepMs), (int)((Math.Min(spanMs + level.SpanMs, segment.ToMs) - spanMs) / level.StepMs));
            _rollupBlocks.Read(block, level.Buckets, ref sink);
        }
        else if (device.Find(metric) is { } buckets)
        {
            var sink = new BucketSink(buckets, spanMs, level.StepMs, segment.FromMs, segment.ToMs);
            _rollupBlocks.Read(block, level.Buckets, ref sink);
        }
    }
}
