using Dapper;
using Ioc.Silo.Storage;

namespace Ioc.Silo.Series;

/// <summary>
/// Deletes old rows in small steps, so that the writer waits milliseconds and the log stays short. SQLite uses the room again.
/// </summary>
internal sealed class TelemetryRetention(TelemetryDatabase database, StoreOptions options)
{
    private readonly TelemetryGroups _groups = new();

    /// <summary>Looks at some groups; answers how many rows it deleted. One thread.</summary>
    public int Step(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var before = GroupBlock.HourOf(now.AddDays(-options.TelemetryRetentionDays).ToUnixTimeMilliseconds());
        return database.Write(
            (connection, transaction) =>
            {
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
}
