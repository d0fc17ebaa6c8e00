using System.Net;
using System.Net.WebSockets;
using Ioc.Mqtt.Client;
using Ioc.Mqtt.Codec;
using Ioc.Mqtt.Packets;
using Ioc.Mqtt.Tests.Conformance;
using Ioc.Mqtt.Tests.Rig;
using Ioc.Mqtt.Transport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ioc.Mqtt.Tests.Transport;

public sealed class WebSocketTests
{
    [Fact]
    public async Task A_client_publishes_and_hears_over_WebSocket()
    {
        await using Site site = await Site.StartAsync();
        TestClient client = await site.Broker.ConnectAsync("a", with: options => options with { Port = site.Port, Transport = ClientTransport.WebSocket });
        await client.Mqtt.SubscribeAsync("t", QualityOfService.AtLeastOnce);
        await client.PublishAsync("t", new string('x', 100_000));
        Assert.Equal($"t {new string('x', 100_000)}", await client.NextTextAsync());
    }

    [Fact]
    [Clause("MQTT-6.0.0-2")]
    public async Task Packets_may_begin_and_end_anywhere_in_frames()
    {
        await using Site site = await Site.StartAsync();
        using ClientWebSocket socket = await site.ConnectAsync();
        byte[] bytes =
        [
            .. PacketEncoder.Encode(new ConnectPacket { Version = ProtocolVersion.V311, ClientId = "a", CleanStart = true }, ProtocolVersion.V311),
            .. PacketEncoder.Encode(new PublishPacket { Topic = "t", Payload = "one"u8.ToArray() }, ProtocolVersion.V311),
            .. PacketEncoder.Encode(new PublishPacket { Topic = "t", Payload = "two"u8.ToArray() }, ProtocolVersion.V311),
        ];
        await socket.SendAsync(Array.Empty<byte>(), WebSocketMessageType.Binary, true, CancellationToken.None);
        foreach (byte[] chunk in bytes.Chunk(3)) await socket.SendAsync(chunk, WebSocketMessageType.Binary, true, CancellationToken.None);
        Assert.Equal("one", (await site.Broker.Sink.NextAsync()).Text);
        Assert.Equal("two", (await site.Broker.Sink.NextAsync()).Text);
    }

    [Fact]
    [Clause("MQTT-6.0.0-1")]
    public async Task A_text_frame_ends_the_connection()
    {
        await using Site site = await Site.StartAsync();
        using ClientWebSocket socket = await site.ConnectAsync();
        await socket.SendAsync("CONNECT"u8.ToArray(), WebSocketMessageType.Text, true, CancellationToken.None);
        ValueWebSocketReceiveResult end = await socket.ReceiveAsync(new byte[100].AsMemory(), CancellationToken.None).AsTask().Within("the close");
        Assert.Equal((WebSocketMessageType.Close, WebSocketCloseStatus.InvalidMessageType), (end.MessageType, socket.CloseStatus));
    }

    [Theory]
    [Clause("MQTT-6.0.0-3", "MQTT-6.0.0-4")]
    [InlineData(null, null, HttpStatusCode.BadRequest)]
    [InlineData("amqp", null, HttpStatusCode.BadRequest)]
    [InlineData("mqtt", "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("mqtt", "null", HttpStatusCode.Forbidden)]
    [InlineData("mqtt", "https://map.example", HttpStatusCode.SwitchingProtocols)]
    [InlineData("mqtt", "own", HttpStatusCode.SwitchingProtocols)]
    public async Task Who_asks_wrongly_or_from_elsewhere_is_told(string? protocol, string? origin, HttpStatusCode status)
    {
        await using Site site = await Site.StartAsync("https://map.example");
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (protocol is not null) socket.Options.AddSubProtocol(protocol);
        if (origin is not null) socket.Options.SetRequestHeader("Origin", origin == "own" ? $"http://127.0.0.1:{site.Port}" : origin);
        try
        {
            await socket.ConnectAsync(site.Address, CancellationToken.None);
        }
        catch (WebSocketException)
        {
            // The status tells.
        }

        Assert.Equal(status, socket.HttpStatusCode);
    }

    [Fact]
    public async Task Without_a_WebSocket_the_page_says_what_is_served_here()
    {
        await using Site site = await Site.StartAsync();
        using var http = new HttpClient();
        using HttpResponseMessage answer = await http.GetAsync(new Uri($"http://127.0.0.1:{site.Port}/mqtt"));
        Assert.Equal(HttpStatusCode.UpgradeRequired, answer.StatusCode);
    }

    [Fact]
    public async Task A_client_that_vanishes_ends_its_connection()
    {
        await using Site site = await Site.StartAsync();
        using (ClientWebSocket socket = await site.ConnectAsync())
        {
            byte[] connect = PacketEncoder.Encode(new ConnectPacket { Version = ProtocolVersion.V311, ClientId = "a", CleanStart = true }, ProtocolVersion.V311);
            await socket.SendAsync(connect, WebSocketMessageType.Binary, true, CancellationToken.None);
            await site.Broker.Observer.UntilAsync("connected a");
            socket.Abort();
        }

        await site.Broker.Observer.UntilAsync("disconnected a TransportClosed");
    }

    [Fact]
    public async Task A_stopping_broker_says_so_over_WebSocket_too()
    {
        await using Site site = await Site.StartAsync();
        TestClient client = await site.Broker.ConnectAsync("a", with: options => options with { Port = site.Port, Transport = ClientTransport.WebSocket });
        await site.Broker.Broker.StopAsync();
        MqttClientClosed end = await client.Mqtt.Closed.Within("the end");
        Assert.Equal((ClientCloseReason.DisconnectedByBroker, ReasonCode.ServerShuttingDown), (end.Reason, end.Code));
    }

    /// <summary>A broker that is also on an HTTP port.</summary>
    private sealed class Site(TestBroker broker, WebApplication app) : IAsyncDisposable
    {
        public TestBroker Broker => broker;

        public int Port => new Uri(app.Urls.First()).Port;

        public Uri Address => new($"ws://127.0.0.1:{Port}/mqtt");

        public static async Task<Site> StartAsync(params string[] origins)
        {
            TestBroker broker = await TestBroker.StartAsync();
            WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Services.AddSingleton(broker.Broker);
            WebApplication app = builder.Build();
            app.UseWebSockets();
            app.MapMqttWebSocket(origins: origins);
            await app.StartAsync();
            return new Site(broker, app);
        }

        public async Task<ClientWebSocket> ConnectAsync()
        {
            var socket = new ClientWebSocket();
            socket.Options.AddSubProtocol("mqtt");
            await socket.ConnectAsync(Address, CancellationToken.None).Within("the WebSocket");
            return socket;
        }

        public async ValueTask DisposeAsync()
        {
            await broker.DisposeAsync();
            await app.DisposeAsync();
        }
    }
}
