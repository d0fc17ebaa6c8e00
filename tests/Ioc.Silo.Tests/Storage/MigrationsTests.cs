using Dapper;
using Ioc.Silo.Storage;
using Ioc.Silo.Tests.Journal;

namespace Ioc.Silo.Tests.Storage;

public sealed class MigrationsTests : IDisposable
{
    private static readonly MigrationSet One = new("fish", ["CREATE TABLE fish (name TEXT NOT NULL); INSERT INTO fish (name) VALUES ('cá chép')"]);
    private static readonly MigrationSet Two = One with { Scripts = [.. One.Scripts, "ALTER TABLE fish ADD COLUMN scales INTEGER NOT NULL DEFAULT 7"] };
    private static readonly MigrationSet Birds = new("birds", ["CREATE TABLE birds (name TEXT NOT NULL)"]);

    private readonly TempDirectory _directory = new();

    [Fact]
    public void A_database_of_an_older_version_is_brought_up_and_keeps_its_rows()
    {
        Open(One).Dispose();

        using var database = Open(Two);
        using var connection = database.CreateConnection();
        Assert.Equal(("cá chép", 7), connection.QuerySingle<(string, int)>("SELECT name, scales FROM fish"));
        Assert.Equal(2, connection.ExecuteScalar<int>("SELECT version FROM schema_versions WHERE name = 'fish'"));
    }

    [Fact]
    public void Opening_again_runs_no_script_twice()
    {
        Open(Two).Dispose();
        Open(Two).Dispose();

        using var database = Open(Two);
        using var connection = database.CreateConnection();
        Assert.Equal(1, connection.ExecuteScalar<int>("SELECT COUNT(*) FROM fish"));
    }

    [Fact]
    public void Sets_count_by_themselves_so_a_later_folder_starts_at_one()
    {
        Open(Two).Dispose();

        using var database = Open(Two, Birds);
        using var connection = database.CreateConnection();
        Assert.Equal(1, connection.ExecuteScalar<int>("SELECT version FROM schema_versions WHERE name = 'birds'"));
    }

    [Fact]
    public void A_database_of_a_newer_program_is_refused_and_the_message_says_what_to_do()
    {
        Open(Two).Dispose();

        var refused = Assert.Throws<SchemaException>(() => Open(One));
        Assert.Contains("newer version of ioc", refused.Message, StringComparison.Ordinal);
        Assert.Contains("operations.db", refused.Message, StringComparison.Ordinal);
        Assert.Contains("schema 2", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_of_a_folder_this_program_does_not_know_are_a_newer_programs_too()
    {
        Open(One, Birds).Dispose();

        Assert.Contains("birds", Assert.Throws<SchemaException>(() => Open(One)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_that_fails_leaves_the_database_at_the_version_before()
    {
        Open(One).Dispose();
        var broken = One with { Scripts = [.. One.Scripts, "DELETE FROM fish; CREATE TABLE fish (twice TEXT)"] };

        Assert.Contains("schema 2 of fish", Assert.Throws<SchemaException>(() => Open(broken)).Message, StringComparison.Ordinal);

        using var database = Open(One);
        using var connection = database.CreateConnection();
        Assert.Equal(1, connection.ExecuteScalar<int>("SELECT COUNT(*) FROM fish"));
    }

    public void Dispose() => _directory.Dispose();

    private OperationsDatabase Open(params MigrationSet[] schema) => new(_directory.Path, schema);
}
