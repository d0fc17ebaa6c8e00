using Microsoft.Extensions.Logging;

namespace Ioc.Silo.Series;

internal static partial class SeriesLog
{
    [LoggerMessage(1, LogLevel.Warning,
        "Upkeep of telemetry.db failed and is tried again in {RetrySeconds} s; telemetry is still stored, but old rows stay")]
    public static partial void UpkeepFailed(this ILogger logger, Exception exception, double retrySeconds);

    [LoggerMessage(2, LogLevel.Debug, "Upkeep of telemetry.db: {Deleted} old rows deleted, {Rewritten} hours rewritten, {Rolled} rolled up")]
    public static partial void UpkeepDone(this ILogger logger, int deleted, int rewritten, int rolled);
}
