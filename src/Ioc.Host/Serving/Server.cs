using System.Net;
using Ioc.Host.Calling;
using Ioc.Mqtt.Transport;
using Ioc.Silo;
using Ioc.Silo.Accounts;
using Ioc.Silo.Audit;
using Ioc.Silo.Registry;
using Ioc.Silo.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Ioc.Host.Serving;

/// <summary>
/// A running operations centre. It starts in this order: own the data directory; open the stores and replay the journal; only then listen, so that
/// nobody is answered from half a state; then tell where. It stops in the reverse order, and the silo writes its last checkpoint after the
/// last connection is gone.
/// </summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly DirectoryLock _lock;
    private readonly WebApplication _app;
    private readonly DataDirectory _directory;
    private Demo? _demo;

    private Server(DirectoryLock held, WebApplication app, DataDirectory directory)
    {
        _lock = held;
        _app = app;
        _directory = directory;
    }

    public ServerAddress Address { get; private set; } = new("", 0, Environment.ProcessId);

    public TimeSpan StartDuration { get; private set; }

    public SiloStartReport StartReport => Silo.StartReport!;

    /// <summary>Devices that have a twin; a demo may have registered them since the silo's own report.</summary>
    public int Twins => _app.Services.GetRequiredService<IRegistry>().Current.DevicesById.Count;

    /// <summary>What the demo does, in words; null without it.</summary>
    public string? Demo => _demo?.Description;

    /// <summary>Null: none.</summary>
    public int? HttpsPort { get; private set; }

    public IServiceProvider Services => _app.Services;

    private IAuditLog Audit => _app.Services.GetRequiredService<IAuditLog>();

    private ISiloLifetime Silo => _app.Services.GetRequiredService<ISiloLifetime>();

    /// <summary>A server that listens, or why there is none, for people.</summary>
    public static async Task<(Server? Server, string? Problem)> StartAsync(ServeOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var startedAt = time.GetTimestamp();
        var directory = new DataDirectory(options.DataDirectory);
        DirectoryLock? held;
        try
        {
            PrivateFile.MakeDirectory(directory.Path);
            held = DirectoryLock.TryTake(directory, out var problem);
            if (held is null)
            {
                return (null, problem);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return (null, $"{directory.Path} can't be used as data directory: {fault.Message}");
        }

        WebApplication? app = null;
        try
        {
            // Left by a process that was killed; whoever waits for it must not find it before this server is ready.
            File.Delete(directory.ServerAddressFile);
            app = ServerComposition.Build(options, time);
            var server = new Server(held, app, directory);
            await server.OpenAsync(options, cancellationToken);
            server.StartDuration = time.GetElapsedTime(startedAt);
            return (server, null);
        }
        catch (Exception fault) when (StartFailure.Explain(fault, options) is { } problem)
        {
            if (app is not null)
            {
                await app.DisposeAsync();
            }

            held.Dispose();
            return (null, problem);
        }
    }

    public Task WaitForStopAsync(CancellationToken cancellationToken) => _app.WaitForShutdownAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        File.Delete(_directory.ServerAddressFile);
        if (_demo is not null)
        {
            await _demo.DisposeAsync();
        }

        await _app.StopAsync(CancellationToken.None);
        await ServerAudit.StoppedAsync(Audit);
        await Silo.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        _lock.Dispose();
    }

    private async Task OpenAsync(ServeOptions options, CancellationToken cancellationToken)
    {
        await Silo.StartAsync(cancellationToken);
        await ServerAudit.StartedAsync(Audit, options, cancellationToken);
        await FirstAdministrator.EnsureAsync(
            _app.Services.GetRequiredService<IAccounts>(), _app.Services.GetRequiredService<ITokens>(), _directory, cancellationToken);
        _demo = options.Demo ? await Serving.Demo.PrepareAsync(_app.Services, options, cancellationToken) : null;
        await _app.StartAsync(cancellationToken);
        Address = ReadAddress(options);
        HttpsPort = options.HttpsPort is null ? null : PeopleListener.HttpsPort(_app);
        _demo?.Start(Address);
        Address.Write(_directory);
    }

    private ServerAddress ReadAddress(ServeOptions options)
    {
        var http = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        var mqttPort = options.OutsideBroker is null && options.MqttPort is not null ? _app.Services.GetRequiredService<MqttListener>().EndPoints[0].Port : 0;
        var listen = IPAddress.Parse(options.ListenAddress);
        // A server that listens everywhere is reached from this machine by loopback.
        var reachable = listen.Equals(IPAddress.Any) ? IPAddress.Loopback : listen.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : listen;
        var url = new UriBuilder("http", reachable.ToString(), http.Port).Uri.GetLeftPart(UriPartial.Authority);
        return new ServerAddress(url, mqttPort, Environment.ProcessId) { InClear = [.. PlainWays.Of(options)], SecretFiles = options.SecretFiles };
    }
}
