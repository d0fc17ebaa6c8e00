using Ioc.Silo.Series;
using Microsoft.Data.Sqlite;

namespace Ioc.Silo.Rollups;

/// <summary>
/// Puts one hour of a group into every level. From the same raw points the same rows come out, so doing it again is harmless: an hour that
/// got late points is simply rolled up anew. Only where the hour's raw points are gone already are late ones added to what is there.
/// Reused; one thread.
/// </summary>
internal sealed class HourRollup
{
    private readonly HourStates _states = new();
    private readonly BlockReader _reader = new();
    private readonly RollupRow[] _rows = [.. RollupLevel.All.Select(level => new RollupRow(level))];

    /// <param name="connection">Within a transaction of the caller.</param>
    /// <param name="table">Of that transaction.</param>
    /// <param name="group">Of 16 devices.</param>
    /// <param name="hourMs">Its start.</param>
    /// <param name="positionMax">Rows above it are left out.</param>
    /// <param name="fold">Adds to what is there instead of replacing the hour.</param>
    public void Run(SqliteConnection connection, RollupTable table, int group, long hourMs, long positionMax, bool fold)
    {
        Load(connection, group, hourMs, positionMax);
        foreach (var metric in _states.Metrics)
            foreach (var row in _rows)
                Write(table, row, metric, group, hourMs, fold);
        foreach (var level in RollupLevel.All)
            table.Grow(level, level.SpanOf(hourMs), 0, 0);
    }

    private void Write(RollupTable table, RollupRow row, ushort metric, int group, long hourMs, bool fold)
    {
        var spanMs = row.Level.SpanOf(hourMs);
        var key = row.Level.Key(spanMs, metric, group);
        var bytesBefore = 0;
        if (table.Find(key))
        {
            row.Load(table.Data);
            bytesBefore = table.Data.Length;
        }
        else
        {
            row.Clear();
        }

        var pointsBefore = row.Points;
        if (fold)
            Fold(row, metric, hourMs);
        else
            Replace(row, metric, hourMs);
        var data = row.Pack();
        table.Put(key, data);
        table.Grow(row.Level, spanMs, data.Length - bytesBefore, row.Points - pointsBefore);
    }

    private void Load(SqliteConnection connection, int group, long hourMs, long positionMax)
    {
        _states.Begin(hourMs);
        Span<GroupEntry> entries = stackalloc GroupEntry[GroupBlock.Devices];
        using var rows = new BlockSelect(connection, group, hourMs, hourMs + GroupBlock.HourMs);
        while (rows.Read())
        {
            if (rows.FirstPosition > positionMax)
                continue;
            var data = rows.Data;
            foreach (var entry in entries[..GroupBlock.Index(data, entries)])
            {
                _states.BeginDevice(entry.Slot % GroupBlock.Devices);
                _reader.Read(data.Slice(entry.Offset, entry.Length), rows.StartMs, _states);
            }
        }
    }

    private void Replace(RollupRow row, ushort metric, long hourMs)
    {
        var level = row.Level;
        var first = level.BucketOf(hourMs);
        var buckets = (int)Math.Max(1, GroupBlock.HourMs / level.StepMs);
        for (var slot = 0; slot < GroupBlock.Devices; slot++)
        {
            var column = row.Column(slot);
            column.Clear(first, buckets);
            if (level == RollupLevel.Day)
                AddDay(column, first, _rows[RollupLevel.Hour.Number].Column(slot));
            else if (_states.Find(metric, slot) is { } minutes)
                AddMinutes(column, level, hourMs, minutes);
        }
    }

    private void Fold(RollupRow row, ushort metric, long hourMs)
    {
        for (var slot = 0; slot < GroupBlock.Devices; slot++)
            if (_states.Find(metric, slot) is { } minutes)
                FoldMinutes(row.Column(slot), row.Level, hourMs, minutes);
    }

    // A day is the sum of its hours, whose row has just been brought up to date.
    private static void AddDay(RollupColumn column, int bucket, RollupColumn hours)
    {
        for (var hour = 0; hour < RollupLevel.Hour.Buckets; hour++)
            column.Merge(bucket, hours, hour);
    }

    private static void AddMinutes(RollupColumn column, RollupLevel level, long hourMs, RollupColumn minutes)
    {
        for (var minute = 0; minute < minutes.Count.Length; minute++)
            column.Merge(level.BucketOf(hourMs + (minute * RollupLevel.Minute.StepMs)), minutes, minute);
    }

    // From the last to the first: what a bucket has stays its last value, and where it has none yet, that is the newest of these.
    private static void FoldMinutes(RollupColumn column, RollupLevel level, long hourMs, RollupColumn minutes)
    {
        for (var minute = minutes.Count.Length - 1; minute >= 0; minute--)
            column.Merge(level.BucketOf(hourMs + (minute * RollupLevel.Minute.StepMs)), minutes, minute, isLater: false);
    }
}
