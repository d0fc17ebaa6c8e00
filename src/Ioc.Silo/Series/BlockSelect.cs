using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Ioc.Silo.Series;

/// <summary>Rows of one group in a range of start times, their bytes read where SQLite has them, without a copy.</summary>
internal sealed class BlockSelect : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public BlockSelect(SqliteConnection connection, int deviceGroup, long startMs, long endMs)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(
            _database,
            """
            SELECT start_ms, first_position, data FROM telemetry_blocks
            WHERE device_group = ? AND start_ms >= ? AND start_ms < ?
            ORDER BY start_ms, first_position
            """,
            out _statement));
        Check(raw.sqlite3_bind_int(_statement, 1, deviceGroup));
        Check(raw.sqlite3_bind_int64(_statement, 2, startMs));
        Check(raw.sqlite3_bind_int64(_statement, 3, endMs));
    }

    public long StartMs => raw.sqlite3_column_int64(_statement, 0);

    public long FirstPosition => raw.sqlite3_column_int64(_statement, 1);

    /// <summary>Valid until the next <see cref="Read"/>.</summary>
    public ReadOnlySpan<byte> Data => raw.sqlite3_column_blob(_statement, 2);

    public bool Read()
    {
        var result = raw.sqlite3_step(_statement);
        if (result is not raw.SQLITE_ROW and not raw.SQLITE_DONE)
            SqliteException.ThrowExceptionForRC(result, _database);
        return result == raw.SQLITE_ROW;
    }

    public void Dispose() => _statement.Dispose();

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
            SqliteException.ThrowExceptionForRC(result, _database);
    }
}
