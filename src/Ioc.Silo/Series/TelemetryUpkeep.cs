using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ioc.Silo.Series;

/// <summary>Runs retention and compaction beside the writer, a small step at a time.</summary>
internal sealed class TelemetryUpkeep(
    TelemetryRetention retention, TelemetryCompaction compaction, TimeProvider time, ILogger<TelemetryUpkeep> logger) : BackgroundService
{
    /// <summary>Between steps while there is work: the writer gets its turns. 4 groups a second: the hours of 230,000 devices in an hour.</summary>
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(1);

    /// <summary>Between looks when there was none.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(Step(stoppingToken) ? Busy : Idle, time, stoppingToken);
        }
    }

    private bool Step(CancellationToken stoppingToken)
    {
        try
        {
            var now = time.GetUtcNow();
            var deleted = retention.Step(now, stoppingToken);
            var rewritten = compaction.Step(now, stoppingToken);
            if (deleted + rewritten > 0)
                logger.UpkeepDone(deleted, rewritten);
            return deleted + rewritten > 0;
        }
        catch (Exception exception) when (exception is SqliteException or InvalidDataException)
        {
            logger.UpkeepFailed(exception, Idle.TotalSeconds);
            return false;
        }
    }
}
