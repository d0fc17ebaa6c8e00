using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Ioc.Silo.Rollups;

/// <summary>
/// Rows of telemetry_rollups by key: two prepared statements, bound without boxing, their bytes read where SQLite has them. And what their
/// spans have grown by, written once a transaction.
/// </summary>
internal sealed class RollupTable : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<(int Level, long StartMs), (long Bytes, long Points)> _grown = [];
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _find;
    private sqlite3_stmt? _put;

    public RollupTable(SqliteConnection connection)
    {
        _connection = connection;
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(_database, "SELECT data FROM telemetry_rollups WHERE row_key = ?", out _find));
    }

    /// <summary>Of the row that <see cref="Find"/> found; valid until the next call.</summary>
    public ReadOnlySpan<byte> Data => raw.sqlite3_column_blob(_find, 0);

    public bool Find(long key)
    {
        raw.sqlite3_reset(_find);
        Check(raw.sqlite3_bind_int64(_find, 1, key));
        var result = raw.sqlite3_step(_find);
        if (result is not raw.SQLITE_ROW and not raw.SQLITE_DONE)
            SqliteException.ThrowExceptionForRC(result, _database);
        return result == raw.SQLITE_ROW;
    }

    /// <summary>Writing a row again replaces it.</summary>
    public void Put(long key, ReadOnlySpan<byte> data)
    {
        raw.sqlite3_reset(_find);
        if (_put is null)
            Check(raw.sqlite3_prepare_v2(_database, "INSERT OR REPLACE INTO telemetry_rollups (row_key, data) VALUES (?, ?)", out _put));
        Check(raw.sqlite3_bind_int64(_put, 1, key));
        Check(raw.sqlite3_bind_blob(_put, 2, data));
        var result = raw.sqlite3_step(_put);
        raw.sqlite3_reset(_put);
        if (result != raw.SQLITE_DONE)
            SqliteException.ThrowExceptionForRC(result, _database);
    }

    public void Grow(RollupLevel level, long startMs, long bytes, long points)
    {
        var (grownBytes, grownPoints) = _grown.GetValueOrDefault((level.Number, startMs));
        _grown[(level.Number, startMs)] = (grownBytes + bytes, grownPoints + points);
    }

    /// <summary>At the end of the transaction that the rows were put in.</summary>
    public void WriteSpans()
    {
        foreach (var ((level, startMs), (bytes, points)) in _grown)
            _connection.Execute(
                """
                INSERT INTO telemetry_rollup_spans (level, start_ms, bytes, points) VALUES (@level, @startMs, @bytes, @points)
                ON CONFLICT (level, start_ms) DO UPDATE SET bytes = bytes + excluded.bytes, points = points + excluded.points
                """,
                new { level, startMs, bytes, points });
        _grown.Clear();
    }

    public void Dispose()
    {
        _find.Dispose();
        _put?.Dispose();
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
            SqliteException.ThrowExceptionForRC(result, _database);
    }
}
