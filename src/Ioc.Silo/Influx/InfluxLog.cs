using Microsoft.Extensions.Logging;

namespace Ioc.Silo.Influx;

internal static partial class InfluxLog
{
    [LoggerMessage(1, LogLevel.Information, "Telemetry goes to {Server}, {Version}, database {Database}")]
    public static partial void Connected(ILogger logger, Uri server, string version, string database);

    [LoggerMessage(2, LogLevel.Warning, "Telemetry can't go to {Server}: {Why}. It waits in telemetry.db; asked again every {Seconds} s")]
    public static partial void Away(ILogger logger, Uri server, string why, int seconds);

    [LoggerMessage(3, LogLevel.Information, "Telemetry goes to {Server} again")]
    public static partial void Back(ILogger logger, Uri server);

    [LoggerMessage(4, LogLevel.Warning, "{Server} refuses a point, which is dropped: {Line} ({Why})")]
    public static partial void PointRefused(ILogger logger, Uri server, string line, string why);

    [LoggerMessage(11, LogLevel.Warning, "{Server} keeps no points as old as {Count} of those sent just now and has dropped them: its retention is shorter than what waited, see telemetryServerRetentionDays in ioc.json")]
    public static partial void TooOld(ILogger logger, Uri server, long count);

    [LoggerMessage(5, LogLevel.Debug, "Attempt {Attempt} at the time-series server failed: {Why}")]
    public static partial void Retrying(ILogger logger, int attempt, string why);

    [LoggerMessage(6, LogLevel.Warning, "{Server} answers no InfluxQL, so charts show only what telemetry.db still holds. Its administrator starts it with -dedup.minScrapeInterval=1ms: else points that are sent again after a crash count twice there")]
    public static partial void WriteOnly(ILogger logger, Uri server);

    [LoggerMessage(10, LogLevel.Warning, "{Server} {Why}")]
    public static partial void Unreadable(ILogger logger, Uri server, string why);

    [LoggerMessage(12, LogLevel.Warning, "{Server} takes telemetry, but {Lack}")]
    public static partial void Lacking(ILogger logger, Uri server, string lack);

    [LoggerMessage(9, LogLevel.Information, "{Server} adds up no hours by itself at our word: its administrator sets a task (2.x), a plugin (3.x) or -downsampling.period (VictoriaMetrics). The roll-ups of telemetry.db do not need it")]
    public static partial void NoRollups(ILogger logger, Uri server);

    [LoggerMessage(7, LogLevel.Error, "Rows of telemetry.db can't be sent: {Why}")]
    public static partial void OutboxFailed(ILogger logger, Exception fault, string why);
}
