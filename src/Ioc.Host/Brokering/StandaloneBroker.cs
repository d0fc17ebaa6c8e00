using System.Net.Sockets;
using Ioc.Host.Serving;
using Ioc.Mqtt.Broker;
using Ioc.Mqtt.Persistence;
using Ioc.Mqtt.Transport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ioc.Host.Brokering;

/// <summary>A running broker with nothing but its listener around it.</summary>
internal sealed class StandaloneBroker : IAsyncDisposable
{
    private readonly IHost _host;

    private StandaloneBroker(IHost host)
    {
        _host = host;
        Address = host.Services.GetRequiredService<MqttListener>().EndPoints[0].ToString();
        WebSocketAddress = (host as WebApplication)?.Urls.Single().Replace("http://", "ws://", StringComparison.Ordinal) is { } url ? $"{url}/mqtt" : null;
        TlsAddress = host.Services.GetRequiredService<MqttListener>().EndPoints.Skip(1).FirstOrDefault()?.ToString();
    }

    /// <summary>Address and port as clients write them.</summary>
    public string Address { get; }

    /// <summary>Null without a WebSocket port.</summary>
    public string? WebSocketAddress { get; }

    /// <summary>Null without a TLS port.</summary>
    public string? TlsAddress { get; }

    public MqttBroker Broker => _host.Services.GetRequiredService<MqttBroker>();

    /// <summary>A broker that listens, or why there is none, for people.</summary>
    public static async Task<(StandaloneBroker? Broker, string? Problem)> StartAsync(
        StandaloneBrokerOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        IHost? host = null;
        try
        {
            host = Build(options, time);
            await host.StartAsync(cancellationToken);
            return (new StandaloneBroker(host), null);
        }
        catch (Exception fault) when (Explain(fault) is { } problem)
        {
            host?.Dispose();
            return (null, problem);
        }
    }

    /// <summary>Completes at Ctrl-C, SIGTERM, or when the caller cancels.</summary>
    public async Task WaitForStopAsync(CancellationToken cancellationToken)
    {
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var byCaller = cancellationToken.Register(() => stopping.TrySetResult());
        using var bySignal = _host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(() => stopping.TrySetResult());
        await stopping.Task;
    }

    /// <summary>Clients hear why before their sockets close.</summary>
    public async ValueTask DisposeAsync()
    {
        await Broker.StopAsync();
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
    }

    private static IHost Build(StandaloneBrokerOptions options, TimeProvider time)
    {
        // Neither environment variables nor a stray appsettings.json change what was decided on the command line.
        IHostApplicationBuilder builder = options.WebSocketPort is null
            ? Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "ioc", ContentRootPath = AppContext.BaseDirectory })
            : WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [], ApplicationName = "ioc", ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        AddLog(builder.Logging, options);
        builder.Services.AddSingleton(time);
        builder.Services.Configure<ConsoleLifetimeOptions>(lifetime => lifetime.SuppressStatusMessages = true);
        builder.Services.AddSingleton<IConnectAuthenticator>(new PasswordGate(options.PasswordFiles, options.Anonymous));
        var rules = new TopicRules(options);
        builder.Services.AddSingleton<ISubscribeAuthorizer>(rules);
        builder.Services.AddSingleton<IPublishSink>(rules);
        var brokerOptions = new BrokerOptions { StatusSeconds = options.StatusSeconds, StatusVersion = $"ioc broker version {ServerComposition.Version}" };
        builder.Services.AddMqttBroker(brokerOptions, options.Limits, options.StoreDirectory);
        builder.Services.AddMqttListener([.. Endpoints(options)]);
        if (builder is not WebApplicationBuilder web)
        {
            return ((HostApplicationBuilder)builder).Build();
        }

        web.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(options.ListenAddress, options.WebSocketPort!.Value));
        var app = web.Build();
        app.UseWebSockets();
        app.MapMqttWebSocket();
        return app;
    }

    private static IEnumerable<MqttEndpoint> Endpoints(StandaloneBrokerOptions options)
    {
        yield return new MqttEndpoint { Address = options.ListenAddress, Port = options.Port };
        if (options.TlsPort is { } tlsPort)
        {
            yield return new MqttEndpoint { Address = options.ListenAddress, Port = tlsPort, Tls = options.Tls };
        }
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

    private static string? Explain(Exception fault) => fault switch
    {
        OperationCanceledException => "Stopped before it was ready.",
        IOException { InnerException: SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } } => $"{fault.Message} Choose another port with --port.",
        ArgumentException or IOException or UnauthorizedAccessException or StoreException => fault.Message,
        _ => null,
    };
}
