using Ioc.Silo.Audit;
using Microsoft.Data.Sqlite;

namespace Ioc.Host.Proving.Access;

/// <summary>The audit in copies of the data directory, changed in every way that somebody with the database could: each must be found.</summary>
internal sealed class TamperingCheck : IAccessCheck
{
    private static readonly string[] Texts = ["actor_kind", "actor", "via", "address", "action", "subject_kind", "subject", "unit_code", "outcome", "before", "after", "why"];

    public string Name => "tampering";

    public string What => "the audit with a byte changed in every column, rows deleted, exchanged and cut off, names exchanged, head and key replaced";

    public async Task RunAsync(AccessProof proof)
    {
        var root = Directory.CreateTempSubdirectory("ioc-tamper-").FullName;
        try
        {
            var sound = Path.Combine(root, "sound");
            Copy(proof.Server.DataDirectory, sound);
            proof.Tally.Allowed(AuditInspection.Of(sound, proof.Time, CancellationToken.None) is { Fault: null, Rows: > 20 }, "the audit as it is");
            foreach (var (sql, what) in Tamperings())
                proof.Tally.Found(IsFound(proof, sound, Path.Combine(root, "copy"), copy => Run(copy, sql)), $"the audit with {what}");
            foreach (var file in (string[])["audit.head", "audit.key"])
            {
                proof.Tally.Found(IsFound(proof, sound, Path.Combine(root, "copy"), copy => Change(Path.Combine(copy, file))), $"another {file}");
                proof.Tally.Found(IsFound(proof, sound, Path.Combine(root, "copy"), copy => File.Delete(Path.Combine(copy, file))), $"no {file}");
            }

            Run(sound, "UPDATE audit SET why = 'forged' WHERE number = 3");
            var (exit, output) = await ChildServer.RunAsync("doctor", "--data", sound);
            proof.Tally.Found(exit != 0 && output.Contains("audit: row 3", StringComparison.Ordinal), "a forged row that `ioc doctor` looks at");
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(root, recursive: true);
        }
    }

    private static IEnumerable<(string Sql, string What)> Tamperings()
    {
        const string Row = "(SELECT MAX(number) / 2 FROM audit)";
        foreach (var column in Texts)
            yield return ($"UPDATE audit SET {column} = COALESCE('x' || substr({column}, 2), 'x') WHERE number = {Row}", $"a byte changed in {column}");
        yield return ($"UPDATE audit SET at_ms = at_ms + 1 WHERE number = {Row}", "a time changed by a millisecond");
        yield return ($"UPDATE audit SET sha256 = CAST(X'00' || substr(sha256, 2) AS BLOB) WHERE number = (SELECT MAX(number) FROM audit)", "a hash changed in its last row");
        yield return ($"UPDATE audit SET seal = CAST(X'00' || substr(seal, 2) AS BLOB) WHERE number = {Row}", "a seal changed");
        yield return ($"UPDATE audit SET number = -1 WHERE number = {Row}", "a row under another number");
        yield return ($"DELETE FROM audit WHERE number = {Row}", "a row deleted");
        yield return ("DELETE FROM audit WHERE number = (SELECT MAX(number) FROM audit)", "its last row cut off");
        yield return ("DELETE FROM audit", "no rows");
        yield return ("UPDATE audit_people SET name = name || 'x' WHERE rowid = (SELECT MIN(rowid) FROM audit_people)", "another name for a pseudonym");
        yield return ("DELETE FROM audit_people WHERE pseudonym = (SELECT actor FROM audit WHERE actor_kind = 'account' LIMIT 1)", "a name deleted without a trace");
    }

    private static bool IsFound(AccessProof proof, string sound, string copy, Action<string> tamper)
    {
        Directory.CreateDirectory(copy);
        foreach (var file in Directory.EnumerateFiles(copy))
            File.Delete(file);
        foreach (var file in Directory.EnumerateFiles(sound))
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        tamper(copy);
        try
        {
            return AuditInspection.Of(copy, proof.Time, CancellationToken.None) is { Fault: not null };
        }
        catch (AuditUnavailableException)
        {
            return true;
        }
    }

    /// <summary>As a backup copies: the head first, then the table.</summary>
    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.Combine(to, "journal"));
        foreach (var file in (string[])["audit.head", "audit.key"])
            File.Copy(Path.Combine(from, file), Path.Combine(to, file));
        using var connection = Open(from);
        using var command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO $target";
        command.Parameters.AddWithValue("$target", Path.Combine(to, "operations.db"));
        command.ExecuteNonQuery();
    }

    private static void Run(string directory, string sql)
    {
        using var connection = Open(directory);
        using var command = connection.CreateCommand();
        command.CommandText = "DROP TRIGGER IF EXISTS audit_rows_stay; DROP TRIGGER IF EXISTS audit_rows_stand; " + sql;
        command.ExecuteNonQuery();
    }

    private static void Change(string file)
    {
        var text = File.ReadAllText(file);
        File.WriteAllText(file, (text[0] == '1' ? '2' : '1') + text[1..]);
    }

    private static SqliteConnection Open(string directory)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = Path.Combine(directory, "operations.db"), Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}
