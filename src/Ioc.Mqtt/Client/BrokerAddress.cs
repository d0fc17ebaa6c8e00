using System.Diagnostics.CodeAnalysis;

namespace Ioc.Mqtt.Client;

/// <summary>
/// Where a broker is, as people write it: <c>mqtt://host</c> (port 1883), <c>mqtts://host</c> (8883), <c>ws://host/path</c> (80),
/// <c>wss://host/path</c> (443); the path of WebSockets is <c>/mqtt</c> when none is given.
/// </summary>
/// <param name="Transport">By the scheme.</param>
/// <param name="Host">A name or an address; IPv6 without brackets.</param>
/// <param name="Port">1 to 65,535.</param>
/// <param name="Path">For WebSockets; empty otherwise.</param>
public sealed record BrokerAddress(ClientTransport Transport, string Host, int Port, string Path)
{
    public const string DefaultWebSocketPath = "/mqtt";

    public bool IsEncrypted => Transport is ClientTransport.Tls or ClientTransport.WebSocketTls;

    /// <summary>False with what is wrong, for people.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out BrokerAddress? address, out string problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        address = null;
        // System.Uri alone would take "mqtt:host" and "broker:1883" (scheme "broker").
        if (!text.Contains("://", StringComparison.Ordinal) || !Uri.TryCreate(text, UriKind.Absolute, out Uri? uri))
        {
            problem = $"'{text}' is not an address; write mqtt://host:1883, mqtts://host:8883, ws://host/mqtt or wss://host/mqtt.";
            return false;
        }

        if (Scheme(uri.Scheme) is not { } scheme)
        {
            problem = $"The scheme of '{text}' is not one of mqtt, mqtts, ws and wss.";
            return false;
        }

        if (Problem(uri, scheme.Transport) is { } found)
        {
            problem = found;
            return false;
        }

        bool web = scheme.Transport is ClientTransport.WebSocket or ClientTransport.WebSocketTls;
        string path = !web ? "" : uri.AbsolutePath is "/" ? DefaultWebSocketPath : uri.AbsolutePath;
        address = new BrokerAddress(scheme.Transport, uri.Host.Trim('[', ']'), uri.Port < 0 ? scheme.Port : uri.Port, path);
        problem = "";
        return true;
    }

    public override string ToString()
    {
        string scheme = Transport switch
        {
            ClientTransport.Tcp => "mqtt",
            ClientTransport.Tls => "mqtts",
            ClientTransport.WebSocket => "ws",
            _ => "wss",
        };
        return $"{scheme}://{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}{Path}";
    }

    private static (ClientTransport Transport, int Port)? Scheme(string scheme) => scheme switch
    {
        "mqtt" => (ClientTransport.Tcp, 1883),
        "mqtts" => (ClientTransport.Tls, 8883),
        "ws" => (ClientTransport.WebSocket, 80),
        "wss" => (ClientTransport.WebSocketTls, 443),
        _ => null,
    };

    // None of these repeats the text: it may hold a password.
    private static string? Problem(Uri uri, ClientTransport transport)
    {
        if (uri.UserInfo.Length > 0) return "The address holds a user name or password; addresses are printed and logged, so credentials are given apart from it.";
        if (uri.Host.Length == 0) return "The address has no host.";
        if (uri.Port == 0) return "Port 0 is no port to connect to; use 1 to 65535.";
        if (uri.Query.Length > 0 || uri.Fragment.Length > 0) return "The address has a query or fragment; a broker's address ends with its path.";
        return transport is ClientTransport.Tcp or ClientTransport.Tls && uri.AbsolutePath is not ("" or "/")
            ? $"The address has the path {uri.AbsolutePath}; only ws and wss have one."
            : null;
    }
}
