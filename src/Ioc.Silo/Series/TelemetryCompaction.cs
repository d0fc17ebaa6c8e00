using Dapper;
using Ioc.Silo.Influx;
using Ioc.Silo.Storage;
using Microsoft.Data.Sqlite;

namespace Ioc.Silo.Series;

/// <summary>
/// Rewrites an hour's many small rows of a group as one: a reader then reads one row per hour, and columns of sixty values pack better than
/// sixty columns of
/// one. Small steps; each is one transaction, so a reader sees the small rows or the large one, never both.
/// </summary>
internal sealed class TelemetryCompaction(TelemetryDatabase database)
{
    private readonly TelemetryGroups _groups = new();
    private readonly GroupBlockWriter _writer = new();
    private readonly BlockReader _reader = new();

    /// <summary>Looks at some groups, an hour of each; answers how many hours it rewrote. One thread.</summary>
    public int Step(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var overMs = GroupBlock.HourOf(now.ToUnixTimeMilliseconds() - SeriesLimits.CompactionLagMs);
        return database.Write(
            (connection, transaction) =>
            {
                // A row that has to be sent keeps its position until it is.
                var sent = TelemetryOutbox.SentThrough(connection, transaction);
                var limitMs = Math.Min(overMs, GroupBlock.HourOf(TelemetryOutbox.OldestUnsentMs(connection, transaction) ?? overMs));
                var rewritten = 0;
                for (var looked = 0; looked < SeriesLimits.CompactionGroupsPerStep && _groups.Next(connection, transaction) is { } group; looked++)
                    rewritten += CompactNextHour(connection, transaction, group, limitMs, sent) ? 1 : 0;
                return rewritten;
            },
            cancellationToken);
    }

    /// <summary>Merges the hour's rows at or below <paramref name="sent"/> in the caller's transaction; false: there was nothing to merge.</summary>
    public bool CompactHour(SqliteConnection connection, SqliteTransaction transaction, int group, long hourMs, long sent)
    {
        var rows = Load(connection, group, hourMs, sent);
        if (rows.Count > 1)
            Rewrite(connection, transaction, group, rows);
        return rows.Count > 1;
    }

    private bool CompactNextHour(SqliteConnection connection, SqliteTransaction transaction, int group, long limitMs, long sent)
    {
        var firstMs = connection.ExecuteScalar<long?>(
            """
            SELECT MIN(start_ms) FROM telemetry_blocks WHERE device_group = @group
            AND start_ms >= COALESCE((SELECT done_ms FROM telemetry_compaction WHERE device_group = @group), start_ms)
            """,
            new { group }, transaction);
        if (firstMs is null)
            return false;
        var hour = GroupBlock.HourOf(firstMs.Value);
        if (hour >= limitMs)
            return CompactRunningHour(connection, transaction, group, hour, sent);
        var rewritten = CompactHour(connection, transaction, group, hour, sent);
        connection.Execute(
            """
            INSERT INTO telemetry_compaction (device_group, done_ms) VALUES (@group, @done)
            ON CONFLICT (device_group) DO UPDATE SET done_ms = excluded.done_ms
            """,
            new { group, done = hour + GroupBlock.HourMs }, transaction);
        return rewritten;
    }

    /// <summary>
    /// Charts end at the present: 20,000 devices write a million small rows an hour, which would cost an answer about all of them seconds.
    /// </summary>
    private bool CompactRunningHour(SqliteConnection connection, SqliteTransaction transaction, int group, long hourMs, long sent)
    {
        var rows = connection.ExecuteScalar<long>(
            "SELECT COUNT(*) FROM telemetry_blocks WHERE device_group = @group AND start_ms >= @hourMs AND start_ms < @endMs AND first_position <= @sent",
            new { group, hourMs, endMs = hourMs + GroupBlock.HourMs, sent }, transaction);
        return rows >= SeriesLimits.RunningHourRowsMax && CompactHour(connection, transaction, group, hourMs, sent);
    }

    private static List<StoredRow> Load(SqliteConnection connection, int group, long hour, long sent)
    {
        var rows = new List<StoredRow>();
        Span<GroupEntry> entries = stackalloc GroupEntry[GroupBlock.Devices];
        using var select = new BlockSelect(connection, group, hour, hour + GroupBlock.HourMs);
        while (rows.Count < SeriesLimits.CompactionRowsMax && select.Read())
            if (select.FirstPosition <= sent)
                rows.Add(StoredRow.From(select, entries));
        return rows;
    }

    private void Rewrite(SqliteConnection connection, SqliteTransaction transaction, int group, List<StoredRow> rows)
    {
        var startMs = rows[0].StartMs;
        connection.Execute(
            """
            DELETE FROM telemetry_blocks
            WHERE device_group = @group AND start_ms >= @startMs AND start_ms <= @endMs AND first_position IN @positions
            """,
            new { group, startMs, endMs = rows[^1].StartMs, positions = rows.Select(row => row.FirstPosition) }, transaction);
        var merge = new MergeSink(_writer.Block);
        for (var slot = 0; slot < GroupBlock.Devices; slot++)
        {
            foreach (var row in rows)
                foreach (var entry in row.Entries)
                    if (entry.Slot == slot)
                        _reader.Read(row.Data.AsSpan(entry.Offset, entry.Length), row.StartMs, merge);
            _writer.EndDevice((group * GroupBlock.Devices) + slot, startMs);
        }

        using var insert = new BlockInsert(connection);
        insert.Run(group, startMs, rows.Min(row => row.FirstPosition), _writer.Finish());
    }

    private sealed record StoredRow(long StartMs, long FirstPosition, byte[] Data, GroupEntry[] Entries)
    {
        public static StoredRow From(BlockSelect select, Span<GroupEntry> entries)
        {
            var data = select.Data.ToArray();
            return new StoredRow(select.StartMs, select.FirstPosition, data, entries[..GroupBlock.Index(data, entries)].ToArray());
        }
    }
}
