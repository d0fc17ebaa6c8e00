using System.Net.Sockets;
using Ioc.Mqtt.Broker;
using Ioc.Mqtt.Transport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ioc.Host.Brokering;

/// <summary>A running broker with nothing but its listener around it.</summary>
internal sealed class StandaloneBroker : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StandaloneBroker(WebApplication app)
    {
        _app = app;
        var bound = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        Address = bound.Authority;
    }

    /// <summary>Address and port as clients write them.</summary>
    public string Address { get; }

    public MqttBroker Broker => _app.Services.GetRequiredService<MqttBroker>();

    /// <summary>A broker that listens, or why there is none, for people.</summary>
    public static async Task<(StandaloneBroker? Broker, string? Problem)> StartAsync(
        StandaloneBrokerOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        WebApplication? app = null;
        try
        {
            app = Build(options, time);
            await app.StartAsync(cancellationToken);
            return (new StandaloneBroker(app), null);
        }
        catch (Exception fault) when (Explain(fault, options) is { } problem)
        {
            if (app is not null)
            {
                await app.DisposeAsync();
            }

            return (null, problem);
        }
    }

    /// <summary>Completes at Ctrl-C, SIGTERM, or when the caller cancels.</summary>
    public async Task WaitForStopAsync(CancellationToken cancellationToken)
    {
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var byCaller = cancellationToken.Register(() => stopping.TrySetResult());
        using var bySignal = _app.Lifetime.ApplicationStopping.Register(() => stopping.TrySetResult());
        await stopping.Task;
    }

    /// <summary>Clients hear why before their sockets close.</summary>
    public async ValueTask DisposeAsync()
    {
        await Broker.StopAsync();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private static WebApplication Build(StandaloneBrokerOptions options, TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            Args = [],
            ApplicationName = "ioc",
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        // What was decided on the command line is not changed by environment variables or a stray appsettings.json.
        builder.Configuration.Sources.Clear();
        AddLog(builder.Logging, options);
        builder.Services.AddSingleton(time);
        builder.Services.Configure<ConsoleLifetimeOptions>(lifetime => lifetime.SuppressStatusMessages = true);
        builder.Services.AddSingleton<IConnectAuthenticator>(new PasswordGate(options.PasswordFiles, options.Anonymous));
        var rules = new TopicRules(options);
        builder.Services.AddSingleton<ISubscribeAuthorizer>(rules);
        builder.Services.AddSingleton<IPublishSink>(rules);
        builder.Services.AddMqttBroker(new BrokerOptions(), options.Limits);
        // What waits in the kernel costs us nothing; what Kestrel reads ahead of a paused connection does.
        builder.WebHost.UseSockets(sockets => sockets.MaxReadBufferSize = 64 * 1024);
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(options.ListenAddress, options.Port, endpoint => endpoint.UseConnectionHandler<KestrelMqttHandler>()));
        return builder.Build();
    }

    private static void AddLog(ILoggingBuilder logging, StandaloneBrokerOptions options)
    {
        logging.ClearProviders();
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffzzz ";
        });
        // stdout holds what the command prints; the log goes where logs go.
        logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        logging.SetMinimumLevel(LogLevel.Warning);
        logging.AddFilter("Ioc", options.Verbose ? LogLevel.Debug : LogLevel.Information);
    }

    private static string? Explain(Exception fault, StandaloneBrokerOptions options) => fault switch
    {
        OperationCanceledException => "Stopped before it was ready.",
        { InnerException: AddressInUseException } or AddressInUseException =>
            $"{options.ListenAddress} port {options.Port} is taken: another program listens there; choose another with --port.",
        SocketException or { InnerException: SocketException } => $"Can't listen on {options.ListenAddress} port {options.Port}: {fault.Message}",
        ArgumentException or IOException or UnauthorizedAccessException => fault.Message,
        _ => null,
    };
}
