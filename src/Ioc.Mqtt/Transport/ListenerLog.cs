using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Ioc.Mqtt.Transport;

/// <summary>The listener's log. What strangers do to a port is Debug; Warning means that the operator must act.</summary>
internal static partial class ListenerLog
{
    [LoggerMessage(1, LogLevel.Debug, "A connection could not be accepted: {Error}")]
    public static partial void AcceptFailed(ILogger logger, SocketError error);

    [LoggerMessage(2, LogLevel.Warning, "No connection can be accepted for now: {Error}, with {Connections} open; raise the limit of open files or lower ConnectionsMax")]
    public static partial void Exhausted(ILogger logger, SocketError error, int connections);
}
