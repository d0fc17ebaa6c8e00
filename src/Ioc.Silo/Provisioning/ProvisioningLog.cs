using Microsoft.Extensions.Logging;

namespace Ioc.Silo.Provisioning;

internal static partial class ProvisioningLog
{
    [LoggerMessage(1, LogLevel.Warning, "Former credentials that ended could not be taken off the disk; they end at their time")]
    public static partial void NotStored(ILogger logger, Exception fault);
}
