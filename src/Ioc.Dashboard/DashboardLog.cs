using Microsoft.Extensions.Logging;

namespace Ioc.Dashboard;

internal static partial class DashboardLog
{
    [LoggerMessage(1, LogLevel.Error, "{Method} {Path} failed: this is a fault of ours.")]
    public static partial void RequestFailed(ILogger logger, Exception exception, string method, string path);

    [LoggerMessage(2, LogLevel.Debug, "{Method} {Path} refused with {Status}: {Reason}")]
    public static partial void RequestRefused(ILogger logger, string method, string path, int status, string reason);

    [LoggerMessage(3, LogLevel.Warning, "No web app at {Directory}: only the API answers. Build it: npm ci && npm run build in src/Ioc.Dashboard/web.")]
    public static partial void WebAppMissing(ILogger logger, string directory);

    [LoggerMessage(4, LogLevel.Warning, "{Program} did not speak the text ({Reason}): the recorded notice is sent instead.")]
    public static partial void SpeechFailed(ILogger logger, string program, string reason);

    [LoggerMessage(5, LogLevel.Information, "No speech program {Program}: broadcasts carry the recorded notice.")]
    public static partial void SpeechMissing(ILogger logger, string program);

    [LoggerMessage(6, LogLevel.Error, "The live pump of {Scope} failed; its subscribers subscribe again.")]
    public static partial void PumpFailed(ILogger logger, Exception exception, string scope);

    [LoggerMessage(7, LogLevel.Debug, "Live pump of {Scope} {What}.")]
    public static partial void Pump(ILogger logger, string scope, string what);

    [LoggerMessage(9, LogLevel.Error, "{Method} {Path} was not done: the audit can't be written.")]
    public static partial void AuditRefused(ILogger logger, Exception exception, string method, string path);

    [LoggerMessage(8, LogLevel.Debug, "Connection {Connection} is slower than the changes of {Scope}: it loses batches and asks again.")]
    public static partial void SlowConnection(ILogger logger, string connection, string scope);

    [LoggerMessage(9, LogLevel.Warning, "The key figures of this minute could not be counted.")]
    public static partial void CountsFailed(ILogger logger, Exception exception);

    [LoggerMessage(10, LogLevel.Warning, "A sign-in at the identity provider came back wrong ({Reason}).")]
    public static partial void ProviderFailed(ILogger logger, string reason);
}
