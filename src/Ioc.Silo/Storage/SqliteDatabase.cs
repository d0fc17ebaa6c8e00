using Dapper;
using Microsoft.Data.Sqlite;

namespace Ioc.Silo.Storage;

/// <summary>
/// One SQLite file in WAL mode: any number of readers, and one writer at a time by a gate of ours. SQLite would serialise writers too, but
/// by
/// polling for the lock; the gate wakes the next one at once and in order, and lets them share one connection.
/// <para>
/// <c>synchronous=FULL</c>: a commit is on disk when it returns. In WAL mode NORMAL keeps the file sound but may lose the last commits in a
/// power
/// cut, and both databases promise something about their last commit: operations to people, telemetry (its watermark) to the journal,
/// which is cut behind it.
/// </para>
/// </summary>
public abstract class SqliteDatabase : IDisposable
{
    private readonly string _connectionString;
    private readonly string _pragmas;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly SqliteConnection _writer;

    private protected SqliteDatabase(string path, IReadOnlyList<MigrationSet> schema, int checkpointPages)
    {
        Path = System.IO.Path.GetFullPath(path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = Path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            ForeignKeys = true,
            Pooling = true,
            DefaultTimeout = StorageLimits.BusySeconds,
        }.ToString();
        _pragmas =
            $"PRAGMA busy_timeout={StorageLimits.BusySeconds * 1_000}; PRAGMA synchronous=FULL; " +
            $"PRAGMA wal_autocheckpoint={checkpointPages}; PRAGMA journal_size_limit={StorageLimits.WalBytesKept}";
        _writer = CreateConnection();
        try
        {
            _writer.Execute("PRAGMA journal_mode=WAL");
            Migrations.Apply(_writer, schema, Path);
        }
        catch
        {
            _writer.Dispose();
            throw;
        }
    }

    /// <summary>The file, as an absolute path.</summary>
    public string Path { get; }

    /// <summary>An open, pooled connection for reading; dispose it to give it back. Writes go through <see cref="Write{T}"/>.</summary>
    public SqliteConnection CreateConnection()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        connection.Execute(_pragmas);
        return connection;
    }

    /// <summary>
    /// Runs <paramref name="work"/> in one transaction, alone, and commits; rolls back when it throws. Blocks for the gate and the disk:
    /// for threads of ours. The connection is only lent.
    /// </summary>
    public T Write<T>(Func<SqliteConnection, SqliteTransaction, T> work, CancellationToken cancellationToken = default)
    {
        _gate.Wait(cancellationToken);
        return WriteThenRelease(work);
    }

    /// <summary>As <see cref="Write{T}"/>, but waits for the gate without a thread.</summary>
    public async Task<T> WriteAsync<T>(Func<SqliteConnection, SqliteTransaction, T> work, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        return WriteThenRelease(work);
    }

    /// <summary>Writes a sound copy of the database, as of one instant, to a file that must not exist yet.</summary>
    public void BackUpTo(string path)
    {
        using var connection = CreateConnection();
        connection.Execute("VACUUM INTO @path", new { path });
    }

    public void Dispose()
    {
        _gate.Wait();
        _writer.Dispose();
        SqliteConnection.ClearPool(_writer);
        _gate.Dispose();
        GC.SuppressFinalize(this);
    }

    private T WriteThenRelease<T>(Func<SqliteConnection, SqliteTransaction, T> work)
    {
        try
        {
            using var transaction = _writer.BeginTransaction(deferred: false);
            var result = work(_writer, transaction);
            transaction.Commit();
            return result;
        }
        finally
        {
            _gate.Release();
        }
    }
}
