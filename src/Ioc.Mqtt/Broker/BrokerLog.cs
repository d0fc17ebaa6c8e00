using System.Net;
using Ioc.Mqtt.Codec;
using Microsoft.Extensions.Logging;

namespace Ioc.Mqtt.Broker;

/// <summary>The broker's log. A client's fault is Debug: a stranger must not be able to fill the operator's log; Warning means we must act.</summary>
internal static partial class BrokerLog
{
    [LoggerMessage(1, LogLevel.Debug, "Connection {ConnectionId}: {ClientId} connected with {Version}, session present: {Present}")]
    public static partial void Connected(ILogger logger, long connectionId, string clientId, ProtocolVersion version, bool present);

    /// <summary>One line for each connection's life.</summary>
    public static void Ended(ILogger logger, BrokerConnection connection, double seconds, in ConnectionTraffic traffic, CloseReason reason)
    {
        if (!logger.IsEnabled(LogLevel.Debug)) return;
        Ended(
            logger, connection.ConnectionId, connection.ClientId, connection.Version, connection.RemoteEndPoint, seconds, traffic.PacketsIn, traffic.BytesIn,
            connection.Output.PacketsWritten, connection.Output.BytesWritten, reason);
    }

    [LoggerMessage(2, LogLevel.Debug, "Connection {ConnectionId}: {ClientId} ({Version}) from {Address} ended after {Seconds:0.0} s, {PacketsIn} packets ({BytesIn} B) in, {PacketsOut} ({BytesOut} B) out: {Reason}")]
    private static partial void Ended(
        ILogger logger,
        long connectionId,
        string clientId,
        ProtocolVersion version,
        EndPoint? address,
        double seconds,
        long packetsIn,
        long bytesIn,
        long packetsOut,
        long bytesOut,
        CloseReason reason);

    [LoggerMessage(3, LogLevel.Debug, "Connection {ConnectionId}: {ClientId} sent malformed bytes: {Reason}")]
    public static partial void Malformed(ILogger logger, long connectionId, string clientId, MalformedReason reason);

    [LoggerMessage(4, LogLevel.Debug, "Connection {ConnectionId}: {ClientId} broke the protocol: {What}")]
    public static partial void ProtocolError(ILogger logger, long connectionId, string clientId, string what);

    [LoggerMessage(5, LogLevel.Debug, "Connection {ConnectionId}: CONNECT refused: {Reason}")]
    public static partial void Refused(ILogger logger, long connectionId, ReasonCode reason);

    [LoggerMessage(6, LogLevel.Debug, "Connection {ConnectionId}: {ClientId} does not read; cut with up to {BytesMax} bytes waiting")]
    public static partial void SlowReader(ILogger logger, long connectionId, string clientId, int bytesMax);

    [LoggerMessage(7, LogLevel.Error, "BUG: connection {ConnectionId} of {ClientId} failed")]
    public static partial void Bug(ILogger logger, long connectionId, string clientId, Exception exception);

    [LoggerMessage(8, LogLevel.Error, "BUG: the broker's tick failed; the next one goes on")]
    public static partial void TickBug(ILogger logger, Exception exception);

    [LoggerMessage(9, LogLevel.Warning, "The broker's tick came {LateMilliseconds} ms late: this machine has too much to do")]
    public static partial void TickLate(ILogger logger, long lateMilliseconds);
}
