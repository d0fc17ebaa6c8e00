using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Ioc.Mqtt.Tests.Rig;

/// <summary>ASP.NET's WebSocket server in front of a broker's TCP port, one frame for each read: the proxy that stands before many brokers.</summary>
internal sealed class WebSocketBridge : IAsyncDisposable
{
    private readonly WebApplication _host;

    private WebSocketBridge(WebApplication host) => _host = host;

    public int Port => new Uri(_host.Urls.First()).Port;

    public List<string> AskedFor { get; } = [];

    /// <param name="brokerPort">Where the bytes go.</param>
    /// <param name="certificate">Not null: wss.</param>
    public static async Task<WebSocketBridge> StartAsync(int brokerPort, X509Certificate2? certificate = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null) listen.UseHttps(certificate);
        }));
        WebApplication host = builder.Build();
        var bridge = new WebSocketBridge(host);
        host.UseWebSockets();
        host.Run(context => bridge.CarryAsync(context, brokerPort));
        await host.StartAsync();
        return bridge;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(new CancellationToken(canceled: true));
        await _host.DisposeAsync();
    }

    private async Task CarryAsync(HttpContext context, int brokerPort)
    {
        lock (AskedFor) AskedFor.Add($"{context.Request.Path} {string.Join(',', context.WebSockets.WebSocketRequestedProtocols)}");
        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync("mqtt");
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, brokerPort);
        await using NetworkStream broker = tcp.GetStream();
        await using Stream client = WebSocketStream.Create(socket, WebSocketMessageType.Binary);
        await Task.WhenAny(client.CopyToAsync(broker), broker.CopyToAsync(client));
    }
}
