using Dapper;
using Microsoft.Data.Sqlite;

namespace Ioc.Silo.Series;

/// <summary>Goes round the groups that have rows: one seek per group, where SELECT DISTINCT would read the whole table.</summary>
internal sealed class TelemetryGroups
{
    private int _last = -1;

    /// <summary>The next group after the last one; null at the end of a round (the next call begins another).</summary>
    public int? Next(SqliteConnection connection, SqliteTransaction transaction)
    {
        var next = connection.ExecuteScalar<int?>(
            "SELECT MIN(device_group) FROM telemetry_blocks WHERE device_group > @last", new { last = _last }, transaction);
        _last = next ?? -1;
        return next;
    }
}
