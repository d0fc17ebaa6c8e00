using System.Net;
using System.Net.WebSockets;
using Ioc.Mqtt.Broker;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Ioc.Mqtt.Transport;

/// <summary>MQTT over WebSocket (5.0 §6) on an HTTP port: <c>app.UseWebSockets(); app.MapMqttWebSocket();</c>.</summary>
public static class MqttWebSocketEndpoint
{
    /// <summary>
    /// Maps <paramref name="path"/>. Browsers come only from pages of this very host, or from <paramref name="origins"/> (as browsers write
    /// them, <c>https://map.example.vn</c>): any page anywhere could otherwise use a visitor's way into this network. What is not a browser
    /// sends no origin.
    /// </summary>
    public static IEndpointConventionBuilder MapMqttWebSocket(this IEndpointRouteBuilder routes, string path = "/mqtt", params IReadOnlyList<string> origins)
    {
        MqttBroker broker = routes.ServiceProvider.GetRequiredService<MqttBroker>();
        return routes.MapGet(path, context => ServeAsync(context, broker, origins)).ExcludeFromDescription();
    }

    private static async Task ServeAsync(HttpContext context, MqttBroker broker, IReadOnlyList<string> origins)
    {
        WebSocketManager sockets = context.WebSockets;
        if (!sockets.IsWebSocketRequest)
        {
            await RefuseAsync(context, StatusCodes.Status426UpgradeRequired, "MQTT over WebSocket is served here: connect with a WebSocket and subprotocol mqtt.");
            return;
        }

        // [MQTT-6.0.0-3]
        if (!sockets.WebSocketRequestedProtocols.Contains("mqtt", StringComparer.Ordinal))
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "Ask for the subprotocol mqtt.");
            return;
        }

        if (!IsWelcome(context.Request, origins))
        {
            await RefuseAsync(context, StatusCodes.Status403Forbidden, "Pages of other origins may not connect here.");
            return;
        }

        var remote = new IPEndPoint(context.Connection.RemoteIpAddress ?? IPAddress.None, context.Connection.RemotePort);
        if (!broker.HasRoom() || !broker.Admits(remote.Address))
        {
            await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "Too many connections; try again later.");
            return;
        }

        await ServeAsync(sockets, broker, remote);
    }

    private static async Task ServeAsync(WebSocketManager sockets, MqttBroker broker, IPEndPoint remote)
    {
        // MQTT has pings of its own; compression would cost each connection hundreds of kilobytes.
        using WebSocket socket = await sockets.AcceptWebSocketAsync(new WebSocketAcceptContext { SubProtocol = "mqtt", KeepAliveInterval = Timeout.InfiniteTimeSpan });
        await using var stream = new MqttWebSocketStream(socket);
        broker.Serve(new StreamTransport(stream, stream, remote, certificateName: null));
        await stream.Ended;
    }

    private static bool IsWelcome(HttpRequest request, IReadOnlyList<string> origins)
    {
        string? origin = request.Headers.Origin;
        if (string.IsNullOrEmpty(origin)) return true;
        return origins.Contains(origin, StringComparer.OrdinalIgnoreCase)
            || (Uri.TryCreate(origin, UriKind.Absolute, out Uri? page) && string.Equals(page.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }

    private static Task RefuseAsync(HttpContext context, int status, string why)
    {
        context.Response.StatusCode = status;
        if (status == StatusCodes.Status426UpgradeRequired) context.Response.Headers.Upgrade = "websocket";
        return context.Response.WriteAsync(why, context.RequestAborted);
    }
}
