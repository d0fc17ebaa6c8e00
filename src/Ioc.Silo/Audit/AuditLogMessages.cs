using Microsoft.Extensions.Logging;

namespace Ioc.Silo.Audit;

internal static partial class AuditLogMessages
{
    [LoggerMessage(1, LogLevel.Critical, "The audit can't be trusted: {what} (row {row}). Keep a copy of the data directory as evidence; `ioc doctor` says more")]
    public static partial void Fault(ILogger logger, long? row, string what);

    [LoggerMessage(2, LogLevel.Error, "The audit's head can't be kept outside of the table; nothing more is written until it can")]
    public static partial void HeadNotKept(ILogger logger, Exception fault);

    [LoggerMessage(3, LogLevel.Information, "The audit is sound: {rows} rows verified, the last hash is {sha256}")]
    public static partial void Sound(ILogger logger, long rows, string? sha256);

    [LoggerMessage(4, LogLevel.Error, "The audit can't be read, so it was not verified; that is tried again tomorrow, or now with `ioc doctor`")]
    public static partial void NotVerified(ILogger logger, Exception fault);
}
