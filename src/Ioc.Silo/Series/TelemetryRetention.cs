using Dapper;
using Ioc.Silo.Influx;
using Ioc.Silo.Storage;
using Microsoft.Data.Sqlite;

namespace Ioc.Silo.Series;

/// <summary>
/// Deletes old rows in small steps, so that the writer waits milliseconds and the log stays short. SQLite uses the room again.
/// <para>
/// The clock alone must not decide: one that jumps to 2099 would make everything old at once, and what arrives afterwards is stamped 2099 too,
/// so the newest point is no witness against it. So the newest hours in which anything was stored stay, as many as the retention has hours:
/// a wrong clock deletes one old hour for each hour that passes, as a right one does. A centre that stood still keeps its last days for as
/// long as it then runs, within the same room.
/// </para>
/// </summary>
internal sealed class TelemetryRetention(TelemetryDatabase database, StoreOptions options)
{
    private const string OldestBefore =
        "SELECT start_ms FROM telemetry_blocks WHERE device_group = @group AND start_ms < @before ORDER BY start_ms LIMIT 1 OFFSET @skipped";

    private readonly TelemetryGroups _groups = new();

    /// <summary>Looks at some groups; answers how many rows it deleted. One thread.</summary>
    public int Step(DateTimeOffset now, CancellationToken cancellationToken) => database.Write(
        (connection, transaction) =>
        {
            var oldestKept = connection.ExecuteScalar<long?>(
                "SELECT start_ms FROM telemetry_hours ORDER BY start_ms DESC LIMIT 1 OFFSET @newer",
                new { newer = (options.TelemetryRetentionDays * 24) - 1 }, transaction);
            if (oldestKept is null)
                return 0;
            var before = Math.Min(oldestKept.Value, GroupBlock.HourOf(now.AddDays(-options.TelemetryRetentionDays).ToUnixTimeMilliseconds()));
            before = Math.Min(before, GroupBlock.HourOf(TelemetryOutbox.OldestUnsentMs(connection, transaction) ?? before));

            // Hours below the bound no longer count for it, so they may be forgotten before their rows.
            connection.Execute("DELETE FROM telemetry_hours WHERE start_ms < @before", new { before }, transaction);
            var sent = TelemetryOutbox.SentThrough(connection, transaction);
            var deleted = 0;
            for (var looked = 0; looked < SeriesLimits.RetentionGroupsPerStep && _groups.Next(connection, transaction) is { } group; looked++)
                deleted += DeleteHours(connection, transaction, group, before, sent);
            return deleted;
        },
        cancellationToken);

    /// <summary>
    /// Whole hours, because what is left of an hour would look like all of it; none that still has to be rolled up, or rolled up again.
    /// </summary>
    private static int DeleteHours(SqliteConnection connection, SqliteTransaction transaction, int group, long before, long sent)
    {
        var limit = connection.ExecuteScalar<long?>(
            """
            SELECT MIN(@before, done_ms, COALESCE((SELECT MIN(start_ms) FROM telemetry_late l WHERE l.device_group = @group AND l.start_ms >= r.raw_from_ms), done_ms))
            FROM telemetry_rolled r WHERE device_group = @group
            """,
            new { group, before }, transaction);
        if (limit is null || connection.ExecuteScalar<long?>(OldestBefore, new { group, before = limit, skipped = 0 }, transaction) is not { } oldest)
            return 0;
        var next = connection.ExecuteScalar<long?>(OldestBefore, new { group, before = limit, skipped = SeriesLimits.RetentionRowsPerGroup }, transaction);
        var end = next is null ? limit.Value : Math.Max(GroupBlock.HourOf(next.Value), GroupBlock.HourOf(oldest) + GroupBlock.HourMs);
        var unsent = connection.ExecuteScalar<long?>(
            "SELECT MIN(start_ms) FROM telemetry_blocks WHERE device_group = @group AND start_ms < @end AND first_position > @sent",
            new { group, end, sent }, transaction);
        end = Math.Min(end, GroupBlock.HourOf(unsent ?? end));
        connection.Execute(
            "UPDATE telemetry_rolled SET raw_from_ms = MAX(raw_from_ms, @end) WHERE device_group = @group", new { group, end }, transaction);
        return connection.Execute("DELETE FROM telemetry_blocks WHERE device_group = @group AND start_ms < @end", new { group, end }, transaction);
    }
}
