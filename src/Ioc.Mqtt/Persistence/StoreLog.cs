using Microsoft.Extensions.Logging;

namespace Ioc.Mqtt.Persistence;

internal static partial class StoreLog
{
    [LoggerMessage(1, LogLevel.Critical, "The MQTT store cannot write: messages for durable sessions are refused, their publishers disconnected: {Reason}")]
    public static partial void Failed(ILogger logger, string reason);

    [LoggerMessage(2, LogLevel.Warning, "The MQTT store writes again")]
    public static partial void Recovered(ILogger logger);

    [LoggerMessage(3, LogLevel.Warning, "The MQTT store's last write was cut off by a crash: {Bytes} bytes that were never acknowledged were removed")]
    public static partial void TornTail(ILogger logger, long bytes);

    [LoggerMessage(4, LogLevel.Information, "The MQTT store holds {Sessions} sessions and {Retained} retained messages")]
    public static partial void Opened(ILogger logger, int sessions, int retained);

    [LoggerMessage(5, LogLevel.Error, "The MQTT store could not be compacted, its log goes on growing: {Reason}")]
    public static partial void CompactionFailed(ILogger logger, string reason);

    [LoggerMessage(6, LogLevel.Debug, "The MQTT store was compacted from {LogBytes} to {SnapshotBytes} bytes")]
    public static partial void Compacted(ILogger logger, long logBytes, long snapshotBytes);

    [LoggerMessage(7, LogLevel.Critical, "BUG: the MQTT store's thread failed; nothing is acknowledged any more")]
    public static partial void Bug(ILogger logger, Exception exception);

    [LoggerMessage(8, LogLevel.Error, "The MQTT store stops with {Bytes} bytes it could not write; none of them was acknowledged")]
    public static partial void Abandoned(ILogger logger, int bytes);

    [LoggerMessage(9, LogLevel.Error, "BUG: a connection failed while it was told of a commit")]
    public static partial void ListenerBug(ILogger logger, Exception exception);
}
