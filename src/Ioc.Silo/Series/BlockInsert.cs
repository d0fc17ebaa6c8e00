using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Ioc.Silo.Series;

/// <summary>
/// One prepared INSERT, bound without boxing: at a row per 16 messages ADO.NET's parameters would cost as much as packing the points.
/// Writing a row again replaces it: the key says what is in it.
/// </summary>
internal sealed class BlockInsert : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public BlockInsert(SqliteConnection connection)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(
            _database,
            """
            INSERT INTO telemetry_blocks (device_group, start_ms, first_position, data) VALUES (?, ?, ?, ?)
            ON CONFLICT (device_group, start_ms, first_position) DO UPDATE SET data = excluded.data
            """,
            out _statement));
    }

    public void Run(int deviceGroup, long startMs, long firstPosition, ReadOnlySpan<byte> data)
    {
        Check(raw.sqlite3_bind_int(_statement, 1, deviceGroup));
        Check(raw.sqlite3_bind_int64(_statement, 2, startMs));
        Check(raw.sqlite3_bind_int64(_statement, 3, firstPosition));
        Check(raw.sqlite3_bind_blob(_statement, 4, data));
        var result = raw.sqlite3_step(_statement);
        raw.sqlite3_reset(_statement);
        if (result != raw.SQLITE_DONE)
            SqliteException.ThrowExceptionForRC(result, _database);
    }

    public void Dispose() => _statement.Dispose();

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
            SqliteException.ThrowExceptionForRC(result, _database);
    }
}
