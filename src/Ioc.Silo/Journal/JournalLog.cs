using Microsoft.Extensions.Logging;

namespace Ioc.Silo.Journal;

internal static partial class JournalLog
{
    [LoggerMessage(1, LogLevel.Critical, "The journal cannot write and refuses messages: {Reason}")]
    public static partial void Failed(ILogger logger, string reason);

    [LoggerMessage(2, LogLevel.Warning, "The journal writes again.")]
    public static partial void Recovered(ILogger logger);

    [LoggerMessage(4, LogLevel.Warning, "The journal is at {Percent} % of what devices may fill; room is now: {Room}.")]
    public static partial void RoomChanged(ILogger logger, JournalRoom room, int percent);

    [LoggerMessage(5, LogLevel.Warning, "Journal files are missing that held positions {From} to {Through}. Their points are in telemetry.db; what else they did is given up.")]
    public static partial void GivenUp(ILogger logger, long from, long through);

    [LoggerMessage(3, LogLevel.Warning, "The journal's last write was cut off by a crash: {Bytes} bytes that were never acknowledged were removed.")]
    public static partial void TornTail(ILogger logger, long bytes);
}
