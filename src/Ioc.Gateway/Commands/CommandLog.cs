using Microsoft.Extensions.Logging;

namespace Ioc.Gateway.Commands;

internal static partial class CommandLog
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "Command of {BroadcastId} for {DeviceId} not published: {Outcome}")]
    public static partial void NotPublished(ILogger logger, string broadcastId, string deviceId, string outcome);
}
