using Ioc.Silo.Rollups;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ioc.Silo.Series;

/// <summary>Runs compaction, roll-ups and retention beside the writer, a small step at a time.</summary>
internal sealed class TelemetryUpkeep(
    TelemetryRetention retention, TelemetryCompaction compaction, TelemetryRollup rollup, RollupRetention rollupRetention, TimeProvider time,
    ILogger<TelemetryUpkeep> logger) : BackgroundService
{
    /// <summary>Between steps while there is work: the writer gets its turns. 4 groups a second: the hours of 230,000 devices in an hour.</summary>
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(1);

    /// <summary>Between looks when there was none.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true) await Task.Delay(Step(stoppingToken) ? Busy : Idle, time, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process stops; escaping, this would count as a crash of the service.
        }
    }

    private bool Step(CancellationToken stoppingToken)
    {
        try
        {
            var now = time.GetUtcNow();
            var rewritten = compaction.Step(now, stoppingToken);
            var rolled = rollup.Step(now, stoppingToken);
            var deleted = retention.Step(now, stoppingToken) + rollupRetention.Step(now, stoppingToken);
            if (deleted + rewritten + rolled > 0)
                logger.UpkeepDone(deleted, rewritten, rolled);
            return deleted + rewritten + rolled > 0;
        }
        catch (Exception exception) when (exception is SqliteException or InvalidDataException)
        {
            logger.UpkeepFailed(exception, Idle.TotalSeconds);
            return false;
        }
    }
}
