using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;

namespace Ioc.Mqtt.Client;

/// <summary>The open way to a broker: bytes both ways over whatever transport.</summary>
/// <param name="Bytes">Where packets are read and written.</param>
/// <param name="Connection">Disposed, it is gone at once; a WebSocket's stream would want to say goodbye first.</param>
/// <param name="WaitsWithoutBuffer">An idle connection needs no buffer, because a read of no bytes completes when there are some.</param>
internal readonly record struct ClientStream(Stream Bytes, IDisposable Connection, bool WaitsWithoutBuffer)
{
    public static Task<ClientStream> OpenAsync(MqttClientOptions options, CancellationToken cancellationToken) =>
        options.Transport is ClientTransport.WebSocket or ClientTransport.WebSocketTls
            ? OpenWebSocketAsync(options, cancellationToken)
            : OpenSocketAsync(options, cancellationToken);

    private static async Task<ClientStream> OpenSocketAsync(MqttClientOptions options, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(options.Host, options.Port, cancellationToken);
            var bytes = new NetworkStream(socket, ownsSocket: true);
            if (options.Transport == ClientTransport.Tcp) return new ClientStream(bytes, bytes, WaitsWithoutBuffer: true);
            var encrypted = new SslStream(bytes);
            await encrypted.AuthenticateAsClientAsync((options.Tls ?? new ClientTls()).ToAuthentication(options.Host), cancellationToken);
            return new ClientStream(encrypted, encrypted, WaitsWithoutBuffer: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<ClientStream> OpenWebSocketAsync(MqttClientOptions options, CancellationToken cancellationToken)
    {
        bool encrypted = options.Transport == ClientTransport.WebSocketTls;
        string host = options.Host.Contains(':', StringComparison.Ordinal) ? $"[{options.Host}]" : options.Host;
        var uri = new UriBuilder(encrypted ? "wss" : "ws", host, options.Port, options.WebSocketPath).Uri;
        var socket = new ClientWebSocket();
        try
        {
            // The client must ask for the subprotocol "mqtt" [MQTT-6.0.0-3]; MQTT has pings of its own.
            socket.Options.AddSubProtocol("mqtt");
            socket.Options.KeepAliveInterval = TimeSpan.Zero;
            using var handler = new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false };
            if (encrypted) handler.SslOptions = (options.Tls ?? new ClientTls()).ToAuthentication(options.Host);
            using var http = new HttpMessageInvoker(handler, disposeHandler: false);
            await socket.ConnectAsync(uri, http, cancellationToken);
            return new ClientStream(WebSocketStream.Create(socket, WebSocketMessageType.Binary), socket, WaitsWithoutBuffer: false);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
