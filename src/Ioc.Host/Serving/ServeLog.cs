using Microsoft.Extensions.Logging;

namespace Ioc.Host.Serving;

internal static partial class ServeLog
{
    [LoggerMessage(1, LogLevel.Error, "The simulated devices stopped; the server goes on without them")]
    public static partial void DemoStopped(ILogger logger, Exception fault);

    [LoggerMessage(2, LogLevel.Information, "Simulated {Connected} of {Devices} devices connected, {Sent} messages sent")]
    public static partial void DemoProgress(ILogger logger, int connected, int devices, long sent);

    [LoggerMessage(3, LogLevel.Error, "The certificate {File} changed and can't be used; the former stays in force: {Reason}")]
    public static partial void CertificateUnusable(ILogger logger, string file, string reason);
}
