using Dapper;
using Microsoft.Data.Sqlite;

namespace Ioc.Silo.Storage;

/// <summary>Brings a database to the schema this program knows, or refuses one that a newer program made.</summary>
internal static class Migrations
{
    public static void Apply(SqliteConnection connection, IReadOnlyList<MigrationSet> schema, string path)
    {
        connection.Execute("CREATE TABLE IF NOT EXISTS schema_versions (name TEXT NOT NULL PRIMARY KEY, version INTEGER NOT NULL)");
        var stored = connection.Query<(string Name, int Version)>("SELECT name, version FROM schema_versions")
            .ToDictionary(row => row.Name, row => row.Version, StringComparer.Ordinal);
        RefuseNewer(stored, schema, path);
        foreach (var set in schema)
            for (var number = stored.GetValueOrDefault(set.Name) + 1; number <= set.Scripts.Count; number++)
                Run(connection, set, number, path);
    }

    private static void RefuseNewer(Dictionary<string, int> stored, IReadOnlyList<MigrationSet> schema, string path)
    {
        foreach (var (name, version) in stored)
        {
            var known = schema.FirstOrDefault(set => set.Name == name)?.Scripts.Count ?? 0;
            if (version > known)
                throw new SchemaException(
                    $"{path} was made by a newer version of ioc ({name} is at schema {version}, this program knows {known}). " +
                    "Start the newer version, or restore a backup made with this one.");
        }
    }

    private static void Run(SqliteConnection connection, MigrationSet set, int number, string path)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        try
        {
            connection.Execute(set.Scripts[number - 1], transaction: transaction);
            connection.Execute(
                "INSERT INTO schema_versions (name, version) VALUES (@name, @number) ON CONFLICT (name) DO UPDATE SET version = excluded.version",
                new { name = set.Name, number }, transaction);
            transaction.Commit();
        }
        catch (SqliteException exception)
        {
            throw new SchemaException($"{path} can't be brought to schema {number} of {set.Name}: {exception.Message}", exception);
        }
    }
}
