using System.Data.Common;
using System.Text.Json;
using Dapper;
using Ioc.Devices.Alerts;
using Ioc.Silo.Checkpoints;
using Microsoft.Data.Sqlite;

namespace Ioc.Silo.Alerts;

/// <summary>Alerts in operations.db: the columns that are asked for, and the whole as JSON.</summary>
internal static class AlertRows
{
    private const string Where = """
         WHERE (@open IS NULL OR (state <> 3) = @open)
           AND (@state IS NULL OR state = @state)
           AND (@severityMin IS NULL OR severity >= @severityMin)
           AND (@device IS NULL OR device_id = @device)
           AND (@kind IS NULL OR kind = @kind)
           AND (@condition IS NULL OR condition = @condition)
           AND (@units IS NULL OR unit_code IN (SELECT value FROM json_each(@units))
                OR device_id IN (SELECT id FROM devices WHERE removed = 0 AND unit_code IN (SELECT value FROM json_each(@units))))
           AND (@devices IS NULL OR device_id IN (SELECT value FROM json_each(@devices)))
           AND (@ownUnits IS NULL OR unit_code IN (SELECT value FROM json_each(@ownUnits)) OR device_id IN (SELECT value FROM json_each(@ownDevices)))
           AND id NOT IN (SELECT value FROM json_each(@except))
        """;

    public static IReadOnlyList<Alert> LoadOpen(SqliteConnection connection) =>
        [.. connection.Query<string>("SELECT body FROM alerts WHERE state <> 3").Select(Read)];

    public static Alert? Find(SqliteConnection connection, string id) =>
        connection.QueryFirstOrDefault<string>("SELECT body FROM alerts WHERE id = @id", new { id }) is { } body ? Read(body) : null;

    public static long Count(SqliteConnection connection, object parameters) =>
        connection.ExecuteScalar<long>("SELECT count(*) FROM alerts" + Where, parameters);

    public static IEnumerable<Alert> Page(SqliteConnection connection, object parameters) =>
        connection.Query<string>(
            "SELECT body FROM alerts" + Where
            + " AND (@afterMs IS NULL OR raised_ms < @afterMs OR (raised_ms = @afterMs AND id < @afterId)) ORDER BY raised_ms DESC, id DESC LIMIT @limit",
            parameters).Select(Read);

    public static object Parameters(AlertQuery query, AlertFilter filter, AlertCursor? after, IEnumerable<string> except) => new
    {
        open = query.Open,
        state = (int?)query.State,
        severityMin = (int?)query.SeverityMin,
        device = query.DeviceId,
        kind = (int?)query.Kind,
        condition = query.Condition,
        units = Json(filter.Units),
        devices = Json(filter.Devices),
        ownUnits = Json(filter.OwnUnits),
        ownDevices = Json(filter.OwnDevices),
        except = Json(except),
        afterMs = after?.RaisedAtMs,
        afterId = after?.Id,
        limit = query.PageSize + 1,
    };

    public static void Upsert(SqliteConnection connection, SqliteTransaction transaction, IReadOnlyList<Alert> alerts)
    {
        if (alerts.Count == 0)
            return;
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = """
            INSERT INTO alerts (id, condition, device_id, kind, unit_code, state, severity, raised_ms, body)
            VALUES (@id, @condition, @device, @kind, @unit, @state, @severity, @raised, @body)
            ON CONFLICT (id) DO UPDATE SET state = excluded.state, severity = excluded.severity, body = excluded.body
            """;
        DbParameter[] values = [.. "id condition device kind unit state severity raised body".Split(' ')
            .Select(name => command.Parameters.Add(new SqliteParameter { ParameterName = "@" + name }))];
        foreach (var alert in alerts)
        {
            object[] row =
            [
                alert.Id, alert.Condition, alert.DeviceId, (int)alert.DeviceKind, alert.UnitCode, (int)alert.State, (int)alert.Severity,
                alert.RaisedAt.ToUnixTimeMilliseconds(), JsonSerializer.Serialize(alert, CheckpointJson.Default.Alert),
            ];
            for (var index = 0; index < row.Length; index++)
                values[index].Value = row[index];
            command.ExecuteNonQuery();
        }
    }

    private static string? Json(IEnumerable<string>? words) =>
        words is null ? null : JsonSerializer.Serialize(words.ToArray(), CheckpointJson.Default.StringArray);

    private static Alert Read(string body) => JsonSerializer.Deserialize(body, CheckpointJson.Default.Alert)!;
}
