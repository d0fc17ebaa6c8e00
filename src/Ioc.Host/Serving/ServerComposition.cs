using System.Reflection;
using Ioc.Dashboard;
using Ioc.Gateway;
using Ioc.Host.Calling;
using Ioc.Mqtt.Transport;
using Ioc.Silo;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ioc.Host.Serving;

/// <summary>Puts the parts together; the only place that knows all of them.</summary>
internal static class ServerComposition
{
    /// <summary>How long a stop may take: the last checkpoint of a large province on a slow disk.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(30);

    public static string Version { get; } =
        typeof(ServerComposition).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "dev";

    /// <exception cref="ArgumentException">A part refuses its options; the message lists every error.</exception>
    public static WebApplication Build(ServeOptions options, TimeProvider time)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = [],
            ApplicationName = "ioc",
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        // Neither environment variables nor a stray appsettings.json may change what was decided on the command line and in ioc.json.
        builder.Configuration.Sources.Clear();
        AddLog(builder.Logging, options);
        builder.Services.AddSingleton(time);
        builder.Services.Configure<ConsoleLifetimeOptions>(lifetime => lifetime.SuppressStatusMessages = true);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);

        builder.WebHost.ConfigureKestrel(kestrel => PeopleListener.Listen(kestrel, options));
        builder.Services.AddSilo(new SiloOptions
        {
            DataDirectory = options.DataDirectory,
            TelemetryRetentionDays = options.TelemetryRetentionDays,
            MinuteRetentionDays = options.MinuteRetentionDays,
            QuarterRetentionDays = options.QuarterRetentionDays,
            HourRetentionDays = options.HourRetentionDays,
            JournalQuotaBytes = options.JournalQuotaMebibytes * 1024 * 1024,
            PasswordRounds = options.PasswordRounds,
            SessionHours = options.SessionHours,
            KeepsJournalTail = options.OutsideBroker is not null,
            Influx = options.Telemetry,
        });
        builder.Services.AddGateway(Gateway(options));
        builder.Services.AddSingleton<ISystemFigures, ServerFigures>();
        builder.Services.AddDashboard(new DashboardOptions
        {
            DataDirectory = options.DataDirectory,
            Version = Version,
            SecondFactorGraceDays = options.Demo ? null : options.SecondFactorGraceDays,
            Provider = options.IdentityProvider,
            PasswordAttemptsPerMinute = options.PasswordAttemptsPerMinute,
            SpeechProgram = options.SpeechProgram,
            BaseMapFile = options.BaseMapFile,
        });

        var app = builder.Build();
        PeopleListener.Guard(app, options);
        if (options.MqttWebSocket && options.OutsideBroker is null)
        {
            // Here and not in the dashboard, which knows no MQTT. The devices' own sign-in decides, not the people's.
            app.UseWebSockets();
            app.MapMqttWebSocket(origins: options.WebSocketOrigins).AllowAnonymous();
        }

        app.MapDashboard();
        return app;
    }

    private static GatewayOptions Gateway(ServeOptions options) => new()
    {
        OutsideBroker = options.OutsideBroker,
        ListenAddress = options.ListenAddress,
        MqttPort = options.MqttPort,
        MqttTlsPort = options.MqttTlsPort,
        TlsCertificateFile = ForDevices(options, options.TlsCertificateFile),
        TlsKeyFile = ForDevices(options, options.TlsKeyFile),
        MqttStoreDirectory = new DataDirectory(options.DataDirectory).MqttStoreDirectory,
        TlsClientAuthoritiesFile = options.TlsClientAuthoritiesFile,
        MqttListenAddresses = options.MqttListen,
        ProxyNetworks = options.ProxyNetworks,
        Limits = options.MqttLimits,
        ConnectionsMax = OpenFiles.ConnectionsMax(),
        QuotaMessagesPerSecond = options.MqttQuotaPerSecond == 0 ? null : options.MqttQuotaPerSecond,
    };

    /// <summary>Files named for people's port alone are no mistake of the devices' port.</summary>
    private static string? ForDevices(ServeOptions options, string? file) => options.MqttTlsPort is null && options.HttpsPort is not null ? null : file;

    private static void AddLog(ILoggingBuilder logging, ServeOptions options)
    {
        logging.ClearProviders();
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:sszzz ";
        });
        // stdout holds what the command prints; the log goes where logs go.
        logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        logging.SetMinimumLevel(LogLevel.Warning);
        logging.AddFilter("Ioc", options.Verbose ? LogLevel.Debug : LogLevel.Information);
        // A start that fails is explained in one line by StartFailure; the host would print its stack before that.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        // The framework tells of every request without a session at Information: a caller's matter, so for the verbose log only.
        logging.AddFilter("Ioc.Dashboard.Access", options.Verbose ? LogLevel.Debug : LogLevel.Warning);
    }
}
