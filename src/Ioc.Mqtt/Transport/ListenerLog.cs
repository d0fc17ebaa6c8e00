using System.Net;
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

    [LoggerMessage(3, LogLevel.Debug, "{Client}: ended before MQTT: {Why}")]
    public static partial void HandshakeFailed(ILogger logger, IPEndPoint client, string why);

    [LoggerMessage(4, LogLevel.Debug, "{Balancer}: no right PROXY header: {Outcome}")]
    public static partial void ProxyRefused(ILogger logger, IPEndPoint balancer, ProxyOutcome outcome);

    [LoggerMessage(5, LogLevel.Information, "The TLS certificate {File} has changed; new connections get the new one")]
    public static partial void CertificateReloaded(ILogger logger, string file);

    [LoggerMessage(6, LogLevel.Warning, "The TLS certificate {File} has changed but can't be used: {Why}; the old one stays in force")]
    public static partial void CertificateUnusable(ILogger logger, string file, string why);
}
