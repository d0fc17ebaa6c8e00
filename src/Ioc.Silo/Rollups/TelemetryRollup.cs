using Dapper;
using Ioc.Silo.Influx;
using Ioc.Silo.Series;
using Ioc.Silo.Storage;
using Microsoft.Data.Sqlite;

namespace Ioc.Silo.Rollups;

/// <summary>
/// Rolls up hours that are over, a few groups at a step, and anew those that got points afterwards (telemetry_late: the store was away, or the
/// clock was set back). Each step is one transaction with its marks, so a crash repeats a step or does not, and readers see an hour in all
/// levels or in none.
/// </summary>
internal sealed class TelemetryRollup(TelemetryDatabase database, TelemetryCompaction compaction)
{
    private readonly TelemetryGroups _groups = new();
    private readonly HourRollup _hour = new();
    private (long StartMs, int Group) _lateSeen = (long.MinValue, 0);

    /// <summary>Looks at some groups, an hour of each, and at some late hours; answers how many hours it rolled up. One thread.</summary>
    public int Step(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var overMs = GroupBlock.HourOf(now.ToUnixTimeMilliseconds() - SeriesLimits.CompactionLagMs);
        return database.Write(
            (connection, transaction) =>
            {
                using var table = new RollupTable(connection);
                var rolled = RollLateHours(connection, transaction, table, overMs);
                for (var looked = 0; looked < SeriesLimits.CompactionGroupsPerStep && _groups.Next(connection, transaction) is { } group; looked++)
                    rolled += RollNextHour(connection, transaction, table, group, overMs) ? 1 : 0;
                table.WriteSpans();
                return rolled;
            },
            cancellationToken);
    }

    /// <summary>In the writer's transaction: hours that were rolled up already, in some group, and get points now.</summary>
    public static void NoteLate(SqliteConnection connection, SqliteTransaction transaction, IEnumerable<(int Group, long HourMs)> written)
    {
        long? doneMs = null;
        foreach (var (group, hourMs) in written)
        {
            doneMs ??= connection.ExecuteScalar<long?>("SELECT MAX(done_ms) FROM telemetry_rolled", transaction: transaction) ?? long.MinValue;
            if (hourMs < doneMs && RollupLevel.Covers(hourMs))
                connection.Execute(
                    "INSERT OR IGNORE INTO telemetry_late (start_ms, device_group) VALUES (@hourMs, @group)", new { hourMs, group }, transaction);
        }
    }

    private bool RollNextHour(SqliteConnection connection, SqliteTransaction transaction, RollupTable table, int group, long overMs)
    {
        var firstMs = connection.ExecuteScalar<long?>(
            """
            SELECT MIN(start_ms) FROM telemetry_blocks WHERE device_group = @group AND start_ms < @overMs
            AND start_ms >= COALESCE((SELECT done_ms FROM telemetry_rolled WHERE device_group = @group), 0)
            """,
            new { group, overMs }, transaction);
        if (firstMs is null || !RollupLevel.Covers(firstMs.Value))
            return false;
        var hourMs = GroupBlock.HourOf(firstMs.Value);
        _hour.Run(connection, table, group, hourMs, long.MaxValue, fold: false);
        connection.Execute(
            """
            INSERT INTO telemetry_rolled (device_group, done_ms, raw_from_ms) VALUES (@group, @doneMs, 0)
            ON CONFLICT (device_group) DO UPDATE SET done_ms = excluded.done_ms
            """,
            new { group, doneMs = hourMs + GroupBlock.HourMs }, transaction);
        return true;
    }

    private int RollLateHours(SqliteConnection connection, SqliteTransaction transaction, RollupTable table, long overMs)
    {
        var late = connection.Query<(long StartMs, long Group, long DoneMs, long RawFromMs)>(
            """
            SELECT l.start_ms, l.device_group, COALESCE(r.done_ms, 0), COALESCE(r.raw_from_ms, 0)
            FROM telemetry_late l LEFT JOIN telemetry_rolled r ON r.device_group = l.device_group
            WHERE (l.start_ms, l.device_group) > (@startMs, @group) AND l.start_ms < @overMs
            ORDER BY l.start_ms, l.device_group LIMIT @rows
            """,
            new { startMs = _lateSeen.StartMs, group = _lateSeen.Group, overMs, rows = SeriesLimits.CompactionGroupsPerStep }, transaction).ToList();
        _lateSeen = late.Count == 0 ? (long.MinValue, 0) : (late[^1].StartMs, (int)late[^1].Group);
        var rolled = 0;
        foreach (var (startMs, group, doneMs, rawFromMs) in late)
        {
            var done = startMs < rawFromMs
                ? FoldLate(connection, transaction, table, (int)group, startMs)
                : RollAgain(connection, transaction, table, (int)group, startMs, doneMs);
            rolled += done ? 1 : 0;
        }

        return rolled;
    }

    private bool RollAgain(SqliteConnection connection, SqliteTransaction transaction, RollupTable table, int group, long hourMs, long doneMs)
    {
        // Behind the mark the hour's turn comes by itself.
        var again = hourMs < doneMs;
        if (again)
        {
            compaction.CompactHour(connection, transaction, group, hourMs, TelemetryOutbox.SentThrough(connection, transaction));
            _hour.Run(connection, table, group, hourMs, long.MaxValue, fold: false);
        }

        Forget(connection, transaction, group, hourMs);
        return again;
    }

    /// <summary>
    /// The hour's raw points have been deleted: its late ones are added to the roll-ups and leave with the same commit, once they are sent.
    /// </summary>
    private bool FoldLate(SqliteConnection connection, SqliteTransaction transaction, RollupTable table, int group, long hourMs)
    {
        var sent = TelemetryOutbox.SentThrough(connection, transaction);
        _hour.Run(connection, table, group, hourMs, sent, fold: true);
        var bounds = new { group, hourMs, endMs = hourMs + GroupBlock.HourMs, sent };
        var folded = connection.Execute(
            "DELETE FROM telemetry_blocks WHERE device_group = @group AND start_ms >= @hourMs AND start_ms < @endMs AND first_position <= @sent",
            bounds, transaction);
        if (connection.ExecuteScalar<long?>(
            "SELECT 1 FROM telemetry_blocks WHERE device_group = @group AND start_ms >= @hourMs AND start_ms < @endMs LIMIT 1", bounds, transaction) is null)
            Forget(connection, transaction, group, hourMs);
        return folded > 0;
    }

    private static void Forget(SqliteConnection connection, SqliteTransaction transaction, int group, long hourMs) => connection.Execute(
        "DELETE FROM telemetry_late WHERE start_ms = @hourMs AND device_group = @group", new { hourMs, group }, transaction);
}
