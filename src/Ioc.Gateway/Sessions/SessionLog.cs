using Microsoft.Extensions.Logging;

namespace Ioc.Gateway.Sessions;

internal static partial class SessionLog
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "Refused {ClientId} at CONNECT: {Detail}")]
    public static partial void Refused(ILogger logger, string clientId, string detail);

    [LoggerMessage(Level = LogLevel.Information, Message = "Ended the session of {DeviceId}: it was removed, changed its kind, or its credential was rotated")]
    public static partial void Ended(ILogger logger, string deviceId);
}
