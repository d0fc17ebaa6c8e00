using Dapper;
using Ioc.Silo.Storage;

namespace Ioc.Silo.Rollups;

/// <summary>
/// Deletes old roll-ups in small steps, each level by its own days. As with raw points the clock alone does not decide: the newest spans in
/// which anything was stored stay, as many as the days have.
/// </summary>
internal sealed class RollupRetention(TelemetryDatabase database, StoreOptions options)
{
    /// <summary>Answers how many rows it deleted. One thread.</summary>
    public int Step(DateTimeOffset now, CancellationToken cancellationToken) => database.Write(
        (connection, transaction) =>
        {
            var deleted = 0;
            foreach (var level in RollupLevel.All)
            {
                var days = options.RollupDays(level);
                var spans = (TimeSpan.FromDays(days).Ticks / TimeSpan.TicksPerMillisecond / level.SpanMs) + 1;
                var oldestKept = connection.ExecuteScalar<long?>(
                    "SELECT start_ms FROM telemetry_rollup_spans WHERE level = @level ORDER BY start_ms DESC LIMIT 1 OFFSET @newer",
                    new { level = level.Number, newer = spans - 1 }, transaction);
                if (oldestKept is null)
                    continue;
                var before = Math.Min(oldestKept.Value, level.SpanOf(now.ToUnixTimeMilliseconds() - (days * 86_400_000L)));
                connection.Execute(
                    "DELETE FROM telemetry_rollup_spans WHERE level = @level AND start_ms < @before", new { level = level.Number, before }, transaction);
                deleted += connection.Execute(
                    "DELETE FROM telemetry_rollups WHERE row_key IN (SELECT row_key FROM telemetry_rollups WHERE row_key >= @first AND row_key < @end LIMIT @rows)",
                    new { first = level.Key(0, 0, 0), end = level.Key(Math.Max(0, before), 0, 0), rows = RollupLimits.RetentionRowsPerStep }, transaction);
            }

            return deleted;
        },
        cancellationToken);
}
