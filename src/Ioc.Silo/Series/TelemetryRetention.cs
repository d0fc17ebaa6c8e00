using Dapper;
using Ioc.Silo.Influx;
using Ioc.Silo.Storage;

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
            var deleted = 0;
            for (var looked = 0; looked < SeriesLimits.RetentionGroupsPerStep && _groups.Next(connection, transaction) is { } group; looked++)
                deleted += connection.Execute(
                    """
                    DELETE FROM telemetry_blocks WHERE device_group = @group AND start_ms IN (
                      SELECT start_ms FROM telemetry_blocks WHERE device_group = @group AND start_ms < @before ORDER BY start_ms LIMIT @rows)
                    """,
                    new { group, before, rows = SeriesLimits.RetentionRowsPerGroup }, transaction);
            return deleted;
        },
        cancellationToken);
}
