namespace Ioc.Silo.Storage;

/// <summary>operations.db: units, devices, accounts, twins, alerts, broadcasts.</summary>
public sealed class OperationsDatabase : SqliteDatabase
{
    public OperationsDatabase(string dataDirectory)
        : this(dataDirectory, DatabaseSchemas.Operations)
    {
    }

    internal OperationsDatabase(string dataDirectory, IReadOnlyList<MigrationSet> schema)
        : base(System.IO.Path.Combine(dataDirectory, "operations.db"), schema, StorageLimits.OperationsCheckpointPages)
    {
    }
}
