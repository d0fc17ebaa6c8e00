using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Ioc.Silo.Series;

/// <summary>Rows of telemetry_blocks, their bytes read where SQLite has them, without a copy.</summary>
internal sealed class BlockSelect : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    /// <summary>One group's, in a range of start times.</summary>
    public BlockSelect(SqliteConnection connection, int deviceGroup, long startMs, long endMs)
        : this(connection, "WHERE device_group = ? AND start_ms >= ? AND start_ms < ? ORDER BY start_ms, first_position")
    {
        Check(raw.sqlite3_bind_int(_statement, 1, deviceGroup));
        Check(raw.sqlite3_bind_int64(_statement, 2, startMs));
        Check(raw.sqlite3_bind_int64(_statement, 3, endMs));
    }

    /// <summary>Everybody's behind a journal position, in the order of positions; quick only where the outbox has made its index.</summary>
    public BlockSelect(SqliteConnection connection, long behindPosition)
        : this(connection, "WHERE first_position > ? ORDER BY first_position") =>
        Check(raw.sqlite3_bind_int64(_statement, 1, behindPosition));

    private BlockSelect(SqliteConnection connection, string which)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(_database, "SELECT start_ms, first_position, data, device_group FROM telemetry_blocks " + which, out _statement));
    }

    public int DeviceGroup => raw.sqlite3_column_int(_statement, 3);

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
