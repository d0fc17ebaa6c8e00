using Ioc.Host.Calling;
using Ioc.Host.Serving;
using Ioc.Silo.Journal;
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

        return Finding.Ok(found.TornBytes > 0 && !running
            ? $"{text}, every checksum right; the last write was cut off ({found.TornBytes} bytes, never acknowledged), the next start removes it"
            : $"{text}, every checksum right");
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
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
            connection.Open();
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
            return Finding.Problem($"telemetry: sizes can't be read ({fault.Message}); start the server once, so that the database is brought up to date");
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
