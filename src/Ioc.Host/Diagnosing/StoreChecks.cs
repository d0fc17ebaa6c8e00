using Ioc.Host.Calling;
using Ioc.Host.Serving;
using Ioc.Silo.Checkpoints;
using Ioc.Silo.Journal;
using Ioc.Silo.Series;
using Ioc.Silo.Sizes;
using Ioc.Silo.Storage;
using Microsoft.Data.Sqlite;

namespace Ioc.Host.Diagnosing;

internal static class StoreChecks
{
    /// <summary>Time to order a disk.</summary>
    private const int SoonDays = 60;

    public static IReadOnlyList<string> Databases { get; } = ["operations.db", "telemetry.db"];

    public static Finding Journal(DataDirectory directory, bool running)
    {
        var found = JournalInspection.Of(directory.JournalDirectory);
        var text = $"journal: {found.Segments} segments, {found.Entries:N0} entries, {found.Bytes / (1024.0 * 1024):N1} MiB";
        if (found.Damage is { } damage)
        {
            return Finding.Problem($"{text}; {damage}");
        }

        // Asked after the files were listed: beside a running server it may be more by now, never less.
        if (Ask<long?>(directory, "operations.db", connection => StoredPosition.Of(connection)) is { } stored && stored < found.BeginsAfter)
        {
            return Finding.Problem($"{text}; it begins after position {found.BeginsAfter} and operations.db ends at {stored}, so a start refuses it: "
                + "put the files between back, restore a backup into another directory (ioc restore), or move the journal's files away to go on with what the databases hold");
        }

        return Finding.Ok(found.TornBytes > 0 && !running
            ? $"{text}, every checksum right; the last write was cut off ({found.TornBytes} bytes, never acknowledged), the next start removes it"
            : $"{text}, every checksum right");
    }

    /// <summary>What ought to be there beside the rest: a server would start without it, and what was in it would be gone.</summary>
    public static IEnumerable<Finding> Missing(DataDirectory directory)
    {
        var (operations, telemetry) = (File.Exists(directory.In("operations.db")), File.Exists(directory.In("telemetry.db")));
        var segments = JournalInspection.Of(directory.JournalDirectory).Segments;
        if (!operations && (telemetry || segments > 0))
        {
            yield return Finding.Problem("operations.db is missing, and with it units, devices, alerts and accounts: start no server here, restore a backup into another directory (ioc restore)");
        }

        if (operations && !telemetry)
        {
            yield return Finding.Problem("telemetry.db is missing, and with it all stored series: restore a backup into another directory (ioc restore), or start without them, new ones will be stored");
        }

        if (operations && segments == 0)
        {
            yield return Finding.Problem("the journal is missing, and with it what was acknowledged after the last checkpoint: look for it; the next start goes on without it");
        }
    }

    /// <summary>Every row of points has a sum of its own, which SQLite's own check does not look into.</summary>
    public static Finding Points(DataDirectory directory)
    {
        var path = directory.In("telemetry.db");
        if (!File.Exists(path))
        {
            return Finding.Ok("telemetry.db: no points yet");
        }

        try
        {
            using var connection = Open(path);
            var found = TelemetryInspection.Of(connection);
            return found.Damaged == 0
                ? Finding.Ok($"telemetry.db: {found.Rows:N0} rows of points, every checksum right")
                : Finding.Problem($"telemetry.db: {found.Damaged:N0} of {found.Rows:N0} rows of points are damaged and can't be shown: check the disk; restore a backup into another directory (ioc restore), or go on without them");
        }
        catch (SqliteException fault)
        {
            return Finding.Problem($"telemetry.db: points can't be read ({fault.Message.TrimEnd('.')})");
        }
    }

    /// <summary>What a database of the directory says; the type's default where it is missing or can't be read, which other findings say.</summary>
    internal static T? Ask<T>(DataDirectory directory, string file, Func<SqliteConnection, T> read)
    {
        if (!File.Exists(directory.In(file)))
        {
            return default;
        }

        try
        {
            using var connection = Open(directory.In(file));
            return read(connection);
        }
        catch (SqliteException)
        {
            return default;
        }
    }

    public static SqliteConnection Open(string path)
    {
        // Not read-only: reading a database whose writer was killed may need its write-ahead log merged first.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    /// <summary>Room for telemetry: when the disk would be full, if it went on as in the days that are held.</summary>
    public static Finding Telemetry(DataDirectory directory, DateTimeOffset now)
    {
        var path = directory.In("telemetry.db");
        if (!File.Exists(path))
        {
            return Finding.Ok("telemetry: nothing is stored yet");
        }

        try
        {
            using var connection = Open(path);
            var settings = ServeSettings.TryRead(directory.In("ioc.json"), mustExist: false, out _);
            var defaults = new StoreOptions { DataDirectory = directory.Path };
            var sizes = SizesOfDatabase.Read(connection, path, defaults with
            {
                TelemetryRetentionDays = settings?.TelemetryRetentionDays ?? defaults.TelemetryRetentionDays,
                MinuteRetentionDays = settings?.MinuteRetentionDays ?? defaults.MinuteRetentionDays,
                QuarterRetentionDays = settings?.QuarterRetentionDays ?? defaults.QuarterRetentionDays,
                HourRetentionDays = settings?.HourRetentionDays ?? defaults.HourRetentionDays,
            }, now);
            var levels = string.Join(", ", sizes.Levels.Select(level => $"{level.Name} {Mebibytes(level.Bytes)} of {level.HeldDays:N0} days"));
            var text = $"telemetry: {levels}{(sizes.BytesPerPoint is { } each ? $"; {each:N2} bytes a raw point" : "")}";
            return sizes.FullInDays switch
            {
                null => Finding.Ok(sizes.SettledBytes is { } settled ? $"{text}; it will take {Mebibytes(settled)} and there is room for it" : text),
                < SoonDays => Finding.Problem($"{text}; the disk is full in {sizes.FullInDays} days: give it more room, or keep fewer days (telemetryRetentionDays)"),
                _ => Finding.Ok($"{text}; the disk is full in {sizes.FullInDays:N0} days at this rate"),
            };
        }
        catch (SqliteException fault)
        {
            return Finding.Problem(fault.SqliteErrorCode == SQLitePCL.raw.SQLITE_ERROR
                ? $"telemetry: sizes can't be read ({fault.Message.TrimEnd('.')}); start the server once, so that the database is brought up to date"
                : $"telemetry: sizes can't be read ({fault.Message.TrimEnd('.')}): telemetry.db is damaged");
        }
    }

    private static string Mebibytes(long bytes) => $"{bytes / (1024.0 * 1024):N1} MiB";

    public static Finding Database(DataDirectory directory, string name)
    {
        var path = directory.In(name);
        if (!File.Exists(path))
        {
            return Finding.Ok($"{name}: not there yet");
        }

        try
        {
            using var connection = Open(path);
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
            return Finding.Problem($"{name} can't be read ({fault.Message.TrimEnd('.')}): stop the server, keep a copy of the directory, and restore a backup");
        }
    }
}
