using Dapper;
using Ioc.Silo.Storage;
using Ioc.Silo.Tests.Journal;

namespace Ioc.Silo.Tests.Storage;

public sealed class SqliteDatabaseTests : IDisposable
{
    private static readonly MigrationSet Counter = new("counter", ["CREATE TABLE counter (value INTEGER NOT NULL); INSERT INTO counter (value) VALUES (0)"]);

    private readonly TempDirectory _directory = new();

    [Fact]
    public void Commits_are_synchronised_to_disk_and_readers_do_not_wait_for_them()
    {
        using var database = Open();
        using var connection = database.CreateConnection();
        Assert.Equal("wal", connection.ExecuteScalar<string>("PRAGMA journal_mode"));
        Assert.Equal(2, connection.ExecuteScalar<int>("PRAGMA synchronous"));
        Assert.Equal(1, connection.ExecuteScalar<int>("PRAGMA foreign_keys"));
        database.Write((writer, transaction) =>
        {
            writer.Execute("UPDATE counter SET value = 5", transaction: transaction);
            Assert.Equal(2, writer.ExecuteScalar<int>("PRAGMA synchronous", transaction: transaction));
            return connection.ExecuteScalar<int>("SELECT value FROM counter") == 0 ? 0 : throw new InvalidOperationException("the reader saw an uncommitted row");
        });
        Assert.Equal(5, connection.ExecuteScalar<int>("SELECT value FROM counter"));
    }

    [Fact]
    public void Work_that_throws_leaves_nothing_behind_and_the_next_write_gets_its_turn()
    {
        using var database = Open();
        Assert.Throws<TimeoutException>(() => database.Write<int>((connection, transaction) =>
        {
            connection.Execute("UPDATE counter SET value = 9", transaction: transaction);
            throw new TimeoutException("for the test");
        }));
        Assert.Equal(0, database.Write((connection, transaction) => connection.ExecuteScalar<int>("SELECT value FROM counter", transaction: transaction)));
    }

    [Fact]
    public async Task Writers_from_many_threads_take_turns()
    {
        using var database = Open();
        await Parallel.ForAsync(0, 200, async (_, token) => await database.WriteAsync(
            (connection, transaction) => connection.Execute("UPDATE counter SET value = value + 1", transaction: transaction), token));
        using var connection = database.CreateConnection();
        Assert.Equal(200, connection.ExecuteScalar<int>("SELECT value FROM counter"));
    }

    [Fact]
    public void A_backup_is_a_whole_database()
    {
        using var database = Open();
        database.Write((connection, transaction) => connection.Execute("UPDATE counter SET value = 42", transaction: transaction));
        var copy = Path.Combine(_directory.Path, "copy");
        Directory.CreateDirectory(copy);
        database.BackUpTo(Path.Combine(copy, "operations.db"));

        using var restored = new OperationsDatabase(copy, [Counter]);
        using var connection = restored.CreateConnection();
        Assert.Equal(42, connection.ExecuteScalar<int>("SELECT value FROM counter"));
    }

    public void Dispose() => _directory.Dispose();

    private OperationsDatabase Open() => new(_directory.Path, [Counter]);
}
