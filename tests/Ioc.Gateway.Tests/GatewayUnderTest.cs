using System.Threading.Channels;
using Ioc.Gateway.Sessions;
using Ioc.Gateway.Tests.Seams;
using Ioc.Mqtt;
using Ioc.Mqtt.Broker;
using Ioc.Mqtt.Client;
using Ioc.Mqtt.Transport;
using Ioc.Silo.Broadcasts;
using Ioc.Silo.Intake;
using Ioc.Silo.Provisioning;
using Ioc.Silo.Registry;
using Ioc.Silo.Rejections;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ioc.Gateway.Tests;

/// <summary>The real gateway and broker on a real port, with the silo's seams in memory and a clock that the test owns.</summary>
public sealed class GatewayUnderTest : IAsyncDisposable
{
    private WebApplication? _app;
    private readonly List<MqttClient> _clients = [];

    private GatewayUnderTest()
    {
    }

    public MemoryIntake Intake { get; } = new();

    public MemoryRegistry Registry { get; } = new();

    public MemoryRejections Rejections { get; } = new();

    public MemoryDoor Door { get; } = new();

    public MemoryBroadcasts Broadcasts { get; } = new();

    public FakeTime Time { get; } = new();

    public int Port { get; private set; }

    public IConnectAuthenticator Authenticator => _app!.Services.GetRequiredService<IConnectAuthenticator>();

    internal SessionSweep Sweep => _app!.Services.GetServices<IHostedService>().OfType<SessionSweep>().Single();

    public static async Task<GatewayUnderTest> StartAsync(GatewayOptions? options = null)
    {
        var gateway = new GatewayUnderTest();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IIntake>(gateway.Intake);
        builder.Services.AddSingleton<IRegistry>(gateway.Registry);
        builder.Services.AddSingleton<IRejections>(gateway.Rejections);
        builder.Services.AddSingleton<IDeviceDoor>(gateway.Door);
        builder.Services.AddSingleton<IBroadcasts>(gateway.Broadcasts);
        builder.Services.AddSingleton<TimeProvider>(gateway.Time);
        builder.Services.AddGateway((options ?? new GatewayOptions()) with { MqttPort = 0 });
        gateway._app = builder.Build();
        await gateway._app.StartAsync();
        gateway.Port = gateway._app.Services.GetRequiredService<MqttListener>().EndPoints.Single().Port;
        return gateway;
    }

    public static string Topic(string id, string channel, string kind = "loudspeaker") => $"ioc/v1/{kind}/{id}/{channel}";

    /// <summary>Connects a registered device; fails the test when it is refused.</summary>
    public async Task<MqttClient> ConnectAsync(string id, ProtocolVersion version = ProtocolVersion.V500, ChannelWriter<MqttMessage>? inbox = null, bool cleanStart = true)
    {
        var (client, result) = await TryConnectAsync(Options(id, version, inbox) with { CleanStart = cleanStart, SessionExpirySeconds = 600 });
        Assert.Equal(ReasonCode.Success, result.Reason);
        return client;
    }

    public async Task<(MqttClient Client, MqttConnectResult Result)> TryConnectAsync(MqttClientOptions options)
    {
        var client = new MqttClient();
        _clients.Add(client);
        return (client, await client.ConnectAsync(options));
    }

    public MqttClientOptions Options(string id, ProtocolVersion version = ProtocolVersion.V500, ChannelWriter<MqttMessage>? inbox = null) => new()
    {
        Host = "127.0.0.1",
        Port = Port,
        ClientId = id,
        UserName = id,
        Password = "secret-" + id,
        Version = version,
        OnMessage = (_, message) =>
        {
            inbox?.TryWrite(message);
            return ValueTask.CompletedTask;
        },
    };

    public Task StopAsync() => _app!.StopAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            await client.DisposeAsync();
        await _app!.DisposeAsync();
    }
}
