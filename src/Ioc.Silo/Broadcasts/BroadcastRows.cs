using System.Text.Json;
using Dapper;
using Ioc.Devices.Broadcasts;
using Ioc.Silo.Changes;
using Ioc.Silo.Checkpoints;
using Ioc.Silo.Twins;
using Microsoft.Data.Sqlite;

namespace Ioc.Silo.Broadcasts;

/// <summary>Broadcasts and deliveries in operations.db. Counts are not stored: they are counted from the rows.</summary>
internal static class BroadcastRows
{
    private const string DeliveryColumns =
        "broadcast_id AS BroadcastId, device_handle AS DeviceHandle, device_id AS DeviceId, unit_code AS UnitCode, state AS State, "
        + "reason AS Reason, played_seconds AS PlayedSeconds, heard AS Heard, changed_ms AS ChangedMs";

    public static IReadOnlyList<BroadcastBrief> LoadNewest(SqliteConnection connection) =>
        Briefs(connection, "SELECT id, version, body FROM broadcasts ORDER BY created_ms DESC, id DESC LIMIT @limit", new { limit = EngineLimits.BroadcastsListed });

    public static BroadcastBrief? Find(SqliteConnection connection, string id) =>
        Briefs(connection, "SELECT id, version, body FROM broadcasts WHERE id = @id", new { id }) is [var brief] ? brief : null;

    /// <summary>
    /// Broadcasts with deliveries that may still change, oldest first: also those of the newest broadcast's last day that ended in silence, whose
    /// devices may still tell.
    /// </summary>
    public static IEnumerable<Broadcast> LoadOpen(SqliteConnection connection) =>
        connection.Query<string>(
            """
            SELECT body FROM broadcasts
            WHERE id IN (SELECT broadcast_id FROM deliveries WHERE state IN (1, 2, 3, 5))
              OR (created_ms > (SELECT max(created_ms) FROM broadcasts) - @lateMs
                AND EXISTS (SELECT 1 FROM deliveries WHERE broadcast_id = broadcasts.id AND (state = 8 OR reason = @noReceipt)))
            ORDER BY created_ms, id
            """,
            new { lateMs = EngineLimits.LateReceiptMs, noReceipt = Delivery.NoReceipt }).Select(Read);

    public static IEnumerable<Delivery> Deliveries(SqliteConnection connection, string broadcastId) =>
        connection.Query<DeliveryRow>($"SELECT {DeliveryColumns} FROM deliveries WHERE broadcast_id = @broadcastId ORDER BY device_handle", new { broadcastId })
            .Select(row => row.ToDelivery());

    /// <summary>Of one device, last changed first; a ledger row in memory is newer than its row here.</summary>
    public static IEnumerable<Delivery> DeliveriesOf(SqliteConnection connection, string deviceId, int limit) =>
        connection.Query<DeliveryRow>(
                $"SELECT {DeliveryColumns} FROM deliveries WHERE device_id = @deviceId ORDER BY changed_ms DESC LIMIT @limit", new { deviceId, limit })
            .Select(row => row.ToDelivery());

    public static void Upsert(SqliteConnection connection, SqliteTransaction transaction, IReadOnlyList<BroadcastBrief> briefs, IReadOnlyList<Delivery> deliveries)
    {
        connection.Execute(
            """
            INSERT INTO broadcasts (id, created_ms, version, body) VALUES (@Id, @CreatedMs, @Version, @Body)
            ON CONFLICT (id) DO UPDATE SET version = excluded.version, body = excluded.body
            """,
            briefs.Select(brief => new
            {
                brief.Broadcast.Id,
                CreatedMs = brief.Broadcast.CreatedAt.ToUnixTimeMilliseconds(),
                brief.Version,
                Body = JsonSerializer.Serialize(brief.Broadcast, CheckpointJson.Default.Broadcast),
            }),
            transaction);
        connection.Execute(
            """
            INSERT INTO deliveries (broadcast_id, device_handle, device_id, unit_code, state, reason, played_seconds, heard, changed_ms)
            VALUES (@BroadcastId, @DeviceHandle, @DeviceId, @UnitCode, @State, @Reason, @PlayedSeconds, @Heard, @ChangedMs)
            ON CONFLICT (broadcast_id, device_handle) DO UPDATE SET state = excluded.state, reason = excluded.reason,
              played_seconds = excluded.played_seconds, heard = excluded.heard, changed_ms = excluded.changed_ms
            """,
            deliveries.Select(DeliveryRow.Of), transaction);
    }

    private static IReadOnlyList<BroadcastBrief> Briefs(SqliteConnection connection, string sql, object parameters)
    {
        var rows = connection.Query<(string Id, long Version, string Body)>(sql, parameters).ToList();
        var ids = JsonSerializer.Serialize(rows.Select(row => row.Id).ToArray(), CheckpointJson.Default.StringArray);
        var counts = connection.Query<(string Id, int State, long Rows, long Heard)>(
                """
                SELECT broadcast_id, state, count(*), coalesce(sum(heard = 1), 0) FROM deliveries
                WHERE broadcast_id IN (SELECT value FROM json_each(@ids)) GROUP BY broadcast_id, state
                """,
                new { ids })
            .ToLookup(row => row.Id, StringComparer.Ordinal);
        return
        [
            .. rows.Select(row => new BroadcastBrief(
                Read(row.Body),
                Enum.GetValues<DeliveryState>().ToDictionary(state => state, state => (int)counts[row.Id].Where(count => count.State == (int)state).Sum(count => count.Rows)),
                (int)counts[row.Id].Sum(count => count.Heard),
                row.Version)),
        ];
    }

    private static Broadcast Read(string body) => JsonSerializer.Deserialize(body, CheckpointJson.Default.Broadcast)!;
}
