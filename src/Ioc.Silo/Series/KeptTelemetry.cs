using Dapper;
using Ioc.Silo.Rollups;
using Ioc.Silo.Storage;
using Microsoft.Data.Sqlite;

namespace Ioc.Silo.Series;

/// <summary>How finely telemetry.db still knows the past.</summary>
internal static class KeptTelemetry
{
    /// <summary>The finest step, seconds, in which everything that is kept since then is kept; 1 where the raw points are.</summary>
    public static int FinestStepSeconds(TelemetryDatabase database, long fromMs)
    {
        using var connection = database.CreateConnection();
        (int StepSeconds, long? FromMs, long SpanMs)[] kept =
        [
            (1, connection.ExecuteScalar<long?>("SELECT MIN(start_ms) FROM telemetry_hours"), GroupBlock.HourMs),
            .. RollupLevel.All.Select(level => (level.StepSeconds, SeriesPlan.KeptFrom(connection, null, level), level.SpanMs)),
        ];

        // A coarse level's first span begins before its first point, by up to its length: that alone is no older telemetry.
        for (var index = 0; index < kept.Length; index++)
            if (kept[index].FromMs is { } start
                && (start <= fromMs || kept[(index + 1)..].All(coarser => coarser.FromMs is null || coarser.FromMs + coarser.SpanMs > start)))
                return kept[index].StepSeconds;
        return 1;
    }

    /// <summary>From when on telemetry.db answers a query of this step; <see cref="long.MaxValue"/>: it holds nothing.</summary>
    public static long OldestMs(SqliteConnection connection, int stepSeconds)
    {
        var oldest = connection.ExecuteScalar<long?>("SELECT MIN(start_ms) FROM telemetry_hours") ?? long.MaxValue;
        foreach (var level in RollupLevel.All.Where(level => stepSeconds % level.StepSeconds == 0))
            oldest = Math.Min(oldest, SeriesPlan.KeptFrom(connection, null, level) ?? oldest);
        return oldest;
    }
}
