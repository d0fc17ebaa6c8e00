using Dapper;
using Ioc.Devices;
using Ioc.Silo.Series;
using Ioc.Silo.Storage;
using Microsoft.Data.Sqlite;

namespace Ioc.Silo.Influx;

/// <summary>
/// What telemetry.db holds and the time-series server does not have yet. The rows that checkpoints write are the queue: they are on disk
/// before anything is sent, and stay until the server has them. The mark is the journal position of the last row sent; rows are sent in
/// the order of their first message.
/// </summary>
internal sealed class TelemetryOutbox(TelemetryDatabase database)
{
    private readonly BlockReader _reader = new();

    /// <summary>Rows at or below this are on the server.</summary>
    public long Mark { get; private set; }

    /// <summary>The start of the oldest row that was last filled in.</summary>
    public long OldestFilledMs { get; private set; }

    /// <summary>Rows that were last filled in.</summary>
    public int FilledRows { get; private set; }

    /// <summary>
    /// Prepares the database. What was stored before a server was named is sent too, oldest first: its history begins where ours does.
    /// </summary>
    public void Open()
    {
        Mark = database.Write((connection, transaction) =>
        {
            connection.Execute("CREATE INDEX IF NOT EXISTS telemetry_blocks_position ON telemetry_blocks (first_position)", transaction: transaction);
            connection.Execute("INSERT OR IGNORE INTO telemetry_forwarding (id, position) VALUES (1, 0)", transaction: transaction);
            return connection.ExecuteScalar<long>("SELECT position FROM telemetry_forwarding", transaction: transaction);
        });
    }

    /// <summary>Without a server nothing waits for one: old rows may go.</summary>
    public static void Abandon(TelemetryDatabase database) => database.Write((connection, transaction) =>
    {
        connection.Execute("DROP INDEX IF EXISTS telemetry_blocks_position", transaction: transaction);
        return connection.Execute("DELETE FROM telemetry_forwarding", transaction: transaction);
    });

    /// <summary>Rows at or below this position may be rewritten or deleted: they were sent, or nothing is sent anywhere.</summary>
    public static long SentThrough(SqliteConnection connection, SqliteTransaction transaction) =>
        connection.ExecuteScalar<long?>("SELECT position FROM telemetry_forwarding", transaction: transaction) ?? long.MaxValue;

    /// <summary>
    /// The start of the oldest row that still has to be sent, which retention and compaction must leave alone; null where nothing waits,
    /// or nothing is sent anywhere.
    /// </summary>
    public static long? OldestUnsentMs(SqliteConnection connection, SqliteTransaction? transaction)
    {
        var mark = connection.ExecuteScalar<long?>("SELECT position FROM telemetry_forwarding", transaction: transaction);
        return mark is null
            ? null
            : connection.ExecuteScalar<long?>(
                "SELECT start_ms FROM telemetry_blocks WHERE first_position > @mark ORDER BY first_position LIMIT 1", new { mark }, transaction);
    }

    /// <summary>Appends lines from behind the mark until there are enough. Answers the mark for when they are sent; null: nothing waits.</summary>
    /// <param name="lines">Cleared first.</param>
    /// <param name="find">A device by handle; the points of one that was removed have no name to go under and are left out.</param>
    /// <param name="bytesMax">No row is begun beyond this.</param>
    public long? Fill(LineWriter lines, Func<int, Device?> find, int bytesMax)
    {
        lines.Clear();
        (OldestFilledMs, FilledRows) = (long.MaxValue, 0);
        long? last = null;
        Span<GroupEntry> entries = stackalloc GroupEntry[GroupBlock.Devices];
        using var connection = database.CreateConnection();
        using var rows = new BlockSelect(connection, Mark);
        while (lines.Length < bytesMax && rows.Read())
        {
            var data = rows.Data;
            foreach (var entry in entries[..GroupBlock.Index(data, entries)])
            {
                if (find((rows.DeviceGroup * GroupBlock.Devices) + entry.Slot) is not { } device)
                    continue;
                _reader.Read(data.Slice(entry.Offset, entry.Length), rows.StartMs, lines);
                lines.EndBlock(device, rows.FirstPosition);
            }

            OldestFilledMs = Math.Min(OldestFilledMs, rows.StartMs);
            last = rows.FirstPosition;
            FilledRows++;
        }

        return last;
    }

    /// <summary>The server has everything up to here.</summary>
    public void Advance(long mark)
    {
        database.Write((connection, transaction) =>
            connection.Execute("UPDATE telemetry_forwarding SET position = @mark", new { mark }, transaction));
        Mark = mark;
    }

    /// <summary>Rows behind a position, and the position of the last: later rows have higher positions.</summary>
    public (long Rows, long? Last) CountBehind(long position)
    {
        using var connection = database.CreateConnection();
        return connection.QuerySingle<(long, long?)>("SELECT COUNT(*), MAX(first_position) FROM telemetry_blocks WHERE first_position > @position", new { position });
    }

    /// <summary>Rows that wait, and since when; for people, so it may count slowly.</summary>
    public static (long Rows, long? OldestMs) Waiting(SqliteConnection connection)
    {
        var mark = StoredMark(connection) ?? 0;
        var rows = connection.ExecuteScalar<long>("SELECT COUNT(*) FROM telemetry_blocks WHERE first_position > @mark", new { mark });
        return (rows, rows == 0 ? null : OldestUnsentMs(connection, null));
    }

    /// <summary>Null: the server was never reached, so nothing is held back for it yet.</summary>
    public long? StoredMark()
    {
        using var connection = database.CreateConnection();
        return StoredMark(connection);
    }

    /// <summary>There is a mark.</summary>
    public static bool IsFed(SqliteConnection connection) => StoredMark(connection) is not null;

    private static long? StoredMark(SqliteConnection connection) => connection.ExecuteScalar<long?>("SELECT position FROM telemetry_forwarding");
}
