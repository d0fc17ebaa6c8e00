using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Ioc.Silo.Influx;

/// <summary>Rows behind a position, in the order of their positions, read where SQLite has them.</summary>
internal sealed class OutboxSelect : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public OutboxSelect(SqliteConnection connection, long mark)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(
            _database,
            "SELECT device_group, start_ms, first_position, data FROM telemetry_blocks WHERE first_position > ? ORDER BY first_position",
            out _statement));
        Check(raw.sqlite3_bind_int64(_statement, 1, mark));
    }

    public int DeviceGroup => raw.sqlite3_column_int(_statement, 0);

    public long StartMs => raw.sqlite3_column_int64(_statement, 1);

    public long FirstPosition => raw.sqlite3_column_int64(_statement, 2);

    /// <summary>Valid until the next <see cref="Read"/>.</summary>
    public ReadOnlySpan<byte> Data => raw.sqlite3_column_blob(_statement, 3);

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
