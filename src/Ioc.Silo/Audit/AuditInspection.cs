using Dapper;
using Microsoft.Data.Sqlite;

namespace Ioc.Silo.Audit;

/// <summary>Verifies the audit of a data directory from outside its server; changes nothing.</summary>
public static class AuditInspection
{
    /// <summary>Null: the directory has no audit yet.</summary>
    /// <exception cref="AuditUnavailableException">The key can't be read.</exception>
    /// <exception cref="SqliteException">The database can't be read.</exception>
    public static AuditVerdict? Of(string directory, TimeProvider time, CancellationToken cancellationToken)
    {
        var path = Path.Combine(directory, "operations.db");
        if (!File.Exists(path))
            return null;
        // Not read-only: reading a database whose writer was killed may need its write-ahead log merged first.
        var connectionString = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString();
        SqliteConnection Connect()
        {
            var connection = new SqliteConnection(connectionString);
            connection.Open();
            return connection;
        }

        using (var connection = Connect())
            if (connection.ExecuteScalar<long>("SELECT COUNT(*) FROM sqlite_master WHERE name = 'audit'") == 0)
                return null;
        return new AuditVerification(Connect, directory, AuditSeal.Open(directory), time).Run(long.MaxValue, cancellationToken);
    }
}
