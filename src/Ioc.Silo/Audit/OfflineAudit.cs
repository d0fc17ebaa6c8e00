using Ioc.Silo.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ioc.Silo.Audit;

/// <summary>Writes into the audit of a data directory for commands that call no server: a backup is taken beside it, a restore before it.</summary>
public static class OfflineAudit
{
    /// <exception cref="AuditUnavailableException">Nothing was written.</exception>
    public static async Task AppendAsync(string directory, AuditEntry entry, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            using var database = new OperationsDatabase(directory);
            var audit = new SqliteAudit(database, new StoreOptions { DataDirectory = directory }, time, NullLogger<SqliteAudit>.Instance);
            await audit.AppendAsync(entry, cancellationToken);
        }
        catch (Exception fault) when (fault is SqliteException or SchemaException)
        {
            throw new AuditUnavailableException($"The audit of {directory} can't be written: {fault.Message}", fault);
        }
    }
}
