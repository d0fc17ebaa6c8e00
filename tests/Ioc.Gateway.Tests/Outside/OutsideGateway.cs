using Ioc.Gateway.OutsideBroker;
using Ioc.Gateway.Tests.Seams;
using Ioc.Mqtt.Client;
using Ioc.Mqtt.Tests.Rig;
using Ioc.Silo.Broadcasts;
using Ioc.Silo.Intake;
using Ioc.Silo.Journal;
using Ioc.Silo.Provisioning;
using Ioc.Silo.Registry;
using Ioc.Silo.Rejections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ioc.Gateway.Tests.Outside;

/// <summary>The real gateway ingesting from a real Mosquitto, with the silo's seams in memory.</summary>
internal sealed class OutsideGateway : IAsyncDisposable
{
    public const string Persistent = "allow_anonymous true\npersistence true\npersistence_location $DIR/\nmax_queued_messages 0";

    private IHost? _host;

    public MemoryIntake Intake { get; } = new();

    public MemoryRegistry Registry { get; private init; } = new();

    public MemoryRejections Rejections { get; } = new();

    public MemoryDoor Door { get; } = new();

    public MemoryBroadcasts Broadcasts { get; } = new();

    public IDeviceEdge Edge => _host!.Services.GetRequiredService<IDeviceEdge>();

    /// <param name="server">The broker.</param>
    /// <param name="before">The gateway whose journal and registry this one takes over, as after a restart.</param>
    /// <param name="with">Other options.</param>
    /// <param name="registry">Only the registry of another one.</param>
    public static async Task<OutsideGateway> StartAsync(
        MosquittoServer server, OutsideGateway? before = null, Func<OutsideBrokerOptions, OutsideBrokerOptions>? with = null, MemoryRegistry? registry = null)
    {
        var gateway = new OutsideGateway { Registry = registry ?? before?.Registry ?? new MemoryRegistry() };
        var options = new OutsideBrokerOptions
        {
            Address = new BrokerAddress(ClientTransport.Tcp, "127.0.0.1", server.Port, ""),
            ClientId = "ioc-test",
        };
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.ClearProviders();
        builder.Services.AddMetrics();
        builder.Services.AddSingleton<IIntake>(gateway.Intake);
        builder.Services.AddSingleton<IJournalTail>(new MemoryTail(before?.Intake.Entries ?? []));
        builder.Services.AddSingleton<IRegistry>(gateway.Registry);
        builder.Services.AddSingleton<IRejections>(gateway.Rejections);
        builder.Services.AddSingleton<IDeviceDoor>(gateway.Door);
        builder.Services.AddSingleton<IBroadcasts>(gateway.Broadcasts);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddGateway(new GatewayOptions { OutsideBroker = with?.Invoke(options) ?? options });
        gateway._host = builder.Build();
        await gateway._host.StartAsync();
        return gateway;
    }

    /// <summary>Until the journal was told that devices can be heard.</summary>
    public async Task<OutsideGateway> ListeningAsync()
    {
        await Intake.NextAsync(EntryKind.ListeningStarted);
        return this;
    }

    public async Task<IReadOnlyList<string>> TelemetryAsync(int count)
    {
        var texts = new List<string>();
        while (texts.Count < count)
            texts.Add((await Intake.NextAsync(EntryKind.Telemetry)).Text);
        return texts;
    }

    /// <summary>Ends as a killed process does: without a word to the broker, and with nothing acknowledged any more.</summary>
    public async Task KillAsync()
    {
        Intake.Holds = true;
        await DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is null)
            return;
        await _host.StopAsync();
        _host.Dispose();
        _host = null;
    }
}
