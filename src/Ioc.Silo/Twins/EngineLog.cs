using Microsoft.Extensions.Logging;

namespace Ioc.Silo.Twins;

internal static partial class EngineLog
{
    [LoggerMessage(20, LogLevel.Error, "BUG: {Owner} failed and goes on without this step.")]
    public static partial void Bug(ILogger logger, Exception exception, string owner);

    [LoggerMessage(21, LogLevel.Error, "BUG: entry {Position} could not be applied and is left out.")]
    public static partial void EntryLeftOut(ILogger logger, Exception exception, long position);

    [LoggerMessage(22, LogLevel.Information, "Started: {Twins} twins, {Entries} entries replayed, {Seconds:F1} s.")]
    public static partial void Started(ILogger logger, int twins, long entries, double seconds);

    [LoggerMessage(23, LogLevel.Warning, "The clock stood still or jumped for {Seconds:F0} s: offline clocks start again.")]
    public static partial void ClockJumped(ILogger logger, double seconds);

    [LoggerMessage(24, LogLevel.Error, "A store refused checkpoint {Position}; it is tried again, the journal keeps everything meanwhile.")]
    public static partial void CheckpointFailed(ILogger logger, Exception exception, long position);

    [LoggerMessage(28, LogLevel.Warning, "The stores take checkpoints again; they had refused since {Since:O}.")]
    public static partial void StoresAgain(ILogger logger, DateTimeOffset since);

    [LoggerMessage(29, LogLevel.Error, "Points that wait for a store found no room on disk either ({Reason}): when memory is full, everything waits.")]
    public static partial void SpillFailed(ILogger logger, string reason);

    [LoggerMessage(25, LogLevel.Warning, "The stored twin of device {Handle} can't be read and starts empty.")]
    public static partial void TwinUnreadable(ILogger logger, int handle);

    [LoggerMessage(26, LogLevel.Information, "Stopped at position {Position}.")]
    public static partial void Stopped(ILogger logger, long position);

    [LoggerMessage(27, LogLevel.Warning, "Stopped before everything was stored, because a store is away. The journal has it; the next start replays it.")]
    public static partial void StoppedUndrained(ILogger logger);
}
