using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using Ioc.Silo.Intake;
using Ioc.Silo.Journal;
using Microsoft.Data.Sqlite;

namespace Ioc.Bench.Pipeline;

/// <summary>The journal's two possible homes, with the same batches: our segments, and one SQLite row per batch with synchronous=FULL.</summary>
internal static class JournalBench
{
    private const int Seconds = 3;

    public static void Run()
    {
        foreach (var entries in (int[])[1, 100, 5_000])
        {
            var pending = new PendingEntries(JournalLimits.PendingBytes);
            for (var index = 0; index < entries; index++)
                pending.TryAdd(EntryKind.Telemetry, index + 1, 1_795_334_400_000, new ReadOnlySequence<byte>(new byte[300]), null, 0);
            var directory = Directory.CreateTempSubdirectory("ioc-bench-").FullName;
            using (var log = SegmentLog.Open(new JournalOptions { Directory = directory }, 0, 0, new JournalDisk()))
                Measure("segments", entries, () => log.Append(pending.Frame, pending.Count, 0));
            using (var connection = new SqliteConnection($"Data Source={Path.Combine(directory, "journal.db")};Pooling=False"))
                Measure("sqlite", entries, Insert(connection, pending));
            Directory.Delete(directory, recursive: true);
        }
    }

    private static Action Insert(SqliteConnection connection, PendingEntries pending)
    {
        connection.Open();
        using var setup = connection.CreateCommand();
        setup.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE batches (position INTEGER PRIMARY KEY, data BLOB NOT NULL)";
        setup.ExecuteNonQuery();
        var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO batches (data) VALUES (@data)";
        insert.Parameters.AddWithValue("@data", pending.Frame.ToArray());
        return () => insert.ExecuteNonQuery();
    }

    private static void Measure(string what, int entries, Action commit)
    {
        commit();
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        var times = new List<double>();
        for (var before = clock.Elapsed; before.TotalSeconds < Seconds; before = clock.Elapsed)
        {
            commit();
            times.Add((clock.Elapsed - before).TotalMilliseconds);
        }

        var commits = times.Count;
        times.Sort();
        var used = Process.GetCurrentProcess().TotalProcessorTime - cpu;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what,-9} {entries,5} entries/commit: {clock.Elapsed.TotalMilliseconds / commits,7:N2} ms/commit, {commits * (long)entries / clock.Elapsed.TotalSeconds,12:N0} entries/s, {used.TotalMicroseconds / commits / entries,8:N2} CPU us/entry; "
            + $"p50 {times[commits / 2]:N2}, p99 {times[commits * 99 / 100]:N2}, p99.9 {times[(int)(commits * 0.999)]:N2}, max {times[^1]:N2} ms"));
    }
}
