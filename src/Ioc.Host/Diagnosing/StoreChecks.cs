using Ioc.Host.Calling;
using Ioc.Silo.Journal;
using Microsoft.Data.Sqlite;

namespace Ioc.Host.Diagnosing;

internal static class StoreChecks
{
    public static IReadOnlyList<string> Databases { get; } = ["operations.db", "telemetry.db"];

    public static Finding Journal(DataDirectory directory, bool running)
    {
        var found = JournalInspection.Of(directory.JournalDirectory);
        var text = $"journal: {found.Segments} segments, {found.Entries:N0} entries, {found.Bytes / (1024.0 * 1024):N1} MiB";
        if (found.Damage is { } damage)
        {
            return Finding.Problem($"{text}; {damage}");
        }

        return Finding.Ok(found.TornBytes > 0 && !running
            ? $"{text}, every checksum right; the last write was cut off ({found.TornBytes} bytes, never acknowledged), the next start removes it"
            : $"{text}, every checksum right");
    }

    public static Finding Database(DataDirectory directory, string name)
    {
        var path = directory.In(name);
        if (!File.Exists(path))
        {
            return Finding.Ok($"{name}: not there yet");
        }

        try
        {
            // Not read-only: reading a database whose writer was killed may need its write-ahead log merged first.
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA integrity_check(5)";
            using var rows = command.ExecuteReader();
            var said = new List<string>();
            while (rows.Read())
            {
                said.Add(rows.GetString(0));
            }

            return said is ["ok"]
                ? Finding.Ok($"{name}: every page and index agrees ({new FileInfo(path).Length / (1024.0 * 1024):N1} MiB)")
                : Finding.Problem($"{name} is damaged ({string.Join("; ", said)}): stop the server, keep a copy of the directory, and restore a backup");
        }
        catch (SqliteException fault)
        {
            return Finding.Problem($"{name} can't be read ({fault.Message}): stop the server, keep a copy of the directory, and restore a backup");
        }
    }
}
