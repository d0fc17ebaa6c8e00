using Dapper;
using Ioc.Devices.Twins;
using Microsoft.Data.Sqlite;

namespace Ioc.Silo.History;

/// <summary>Changes of health in operations.db. Two of one device within a millisecond are one: the later.</summary>
internal static class HealthRows
{
    public static void Write(SqliteConnection connection, SqliteTransaction transaction, IEnumerable<HealthPart> parts)
    {
        foreach (var part in parts)
        {
            Insert(connection, transaction, part.Changes);
            Prune(connection, transaction, part.Pruned);
        }
    }

    /// <summary>Newest first, before an instant.</summary>
    public static IReadOnlyList<HealthChange> Newest(SqliteConnection connection, int device, long beforeMs, int limit) =>
        Read(connection, "at_ms < @until ORDER BY at_ms DESC LIMIT @limit", new { device, until = beforeMs, limit });

    /// <summary>What was true at an instant and what changed until another, oldest first.</summary>
    public static IReadOnlyList<HealthChange> Within(SqliteConnection connection, int device, long fromMs, long toMs) =>
        Read(
            connection,
            """
            at_ms < @until AND at_ms >= coalesce((SELECT max(at_ms) FROM health_changes WHERE device_handle = @device AND at_ms <= @from), @from)
            ORDER BY at_ms
            """,
            new { device, from = fromMs, until = toMs });

    private static void Insert(SqliteConnection connection, SqliteTransaction transaction, IReadOnlyList<HealthChange> changes)
    {
        if (changes.Count == 0)
            return;
        using var insert = connection.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = """
            INSERT INTO health_changes (device_handle, at_ms, health, conditions) VALUES (@device, @at, @health, @conditions)
            ON CONFLICT (device_handle, at_ms) DO UPDATE SET health = excluded.health, conditions = excluded.conditions
            """;
        var device = insert.Parameters.Add("@device", SqliteType.Integer);
        var at = insert.Parameters.Add("@at", SqliteType.Integer);
        var health = insert.Parameters.Add("@health", SqliteType.Integer);
        var conditions = insert.Parameters.Add("@conditions", SqliteType.Integer);
        foreach (var change in changes)
        {
            device.Value = change.DeviceHandle;
            at.Value = change.AtMs;
            health.Value = (int)change.Health;
            conditions.Value = unchecked((long)change.Conditions);
            insert.ExecuteNonQuery();
        }
    }

    private static void Prune(SqliteConnection connection, SqliteTransaction transaction, IEnumerable<int> devices) =>
        connection.Execute(
            """
            DELETE FROM health_changes WHERE device_handle = @device AND at_ms <=
              (SELECT at_ms FROM health_changes WHERE device_handle = @device ORDER BY at_ms DESC LIMIT 1 OFFSET @kept)
            """,
            devices.Select(device => new { device, kept = HistoryLimits.ChangesPerDeviceMax }), transaction);

    private static IReadOnlyList<HealthChange> Read(SqliteConnection connection, string condition, object parameters) =>
    [
        .. connection.Query<(long Device, long At, long Health, long Conditions)>(
                "SELECT device_handle, at_ms, health, conditions FROM health_changes WHERE device_handle = @device AND " + condition, parameters)
            .Select(row => new HealthChange((int)row.Device, row.At, (Health)row.Health, unchecked((ulong)row.Conditions))),
    ];
}
