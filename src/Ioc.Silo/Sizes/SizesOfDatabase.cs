using Dapper;
using Ioc.Silo.Rollups;
using Ioc.Silo.Storage;
using Microsoft.Data.Sqlite;

namespace Ioc.Silo.Sizes;

/// <summary>Reads sizes from telemetry.db, without reading through it: roll-ups are counted while they are written, raw points are the rest.</summary>
public static class SizesOfDatabase
{
    public static TelemetrySizes Read(SqliteConnection connection, string path, StoreOptions options, DateTimeOffset now)
    {
        var pageBytes = connection.ExecuteScalar<long>("PRAGMA page_size");
        var used = (connection.ExecuteScalar<long>("PRAGMA page_count") - connection.ExecuteScalar<long>("PRAGMA freelist_count")) * pageBytes;
        var reusable = connection.ExecuteScalar<long>("PRAGMA freelist_count") * pageBytes;
        var rolled = Rolled(connection, options, now);
        var rawStart = connection.ExecuteScalar<long?>("SELECT MIN(start_ms) FROM telemetry_hours");
        var raw = new LevelSize(
            "raw", Math.Max(0, used - rolled.Sum(level => level.Bytes)), DaysSince(rawStart, now), options.TelemetryRetentionDays);
        var points = connection.ExecuteScalar<long>(
            "SELECT COALESCE(SUM(points), 0) FROM telemetry_rollup_spans WHERE level = 0 AND start_ms >= @rawStart", new { rawStart });
        IReadOnlyList<LevelSize> levels = [raw, .. rolled];
        var free = FreeBytes(path);
        return new TelemetrySizes(
            Length(path) + Length(path + "-wal"), free, points < PointsMin ? null : (double)raw.Bytes / points,
            DiskForecast.SettledBytes(levels), DiskForecast.FullInDays(levels, free + reusable), levels);
    }

    /// <summary>Fewer points than this are mostly the pages that an empty database has.</summary>
    private const long PointsMin = 1_000_000;

    private static List<LevelSize> Rolled(SqliteConnection connection, StoreOptions options, DateTimeOffset now)
    {
        var sizes = new List<LevelSize>();
        long? finerStart = null;
        foreach (var level in RollupLevel.All)
        {
            var (bytes, startMs) = connection.QuerySingle<(long?, long?)>(
                "SELECT SUM(bytes), MIN(start_ms) FROM telemetry_rollup_spans WHERE level = @level", new { level = level.Number });

            // A span may begin long before its first point, which the finer level tells better while it still has it.
            if (finerStart > startMs && finerStart < startMs + level.SpanMs)
                startMs = finerStart;
            sizes.Add(new LevelSize(level.Name, bytes ?? 0, DaysSince(startMs, now), options.RollupDays(level)));
            finerStart = startMs;
        }

        return sizes;
    }

    private static double DaysSince(long? startMs, DateTimeOffset now) =>
        startMs is null ? 0 : Math.Max(0, (now.ToUnixTimeMilliseconds() - startMs.Value) / 86_400_000.0);

    private static long Length(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;

    private static long FreeBytes(string path)
    {
        try
        {
            return new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(path))!).AvailableFreeSpace;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
