using System.Text.Json;
using Ioc.Silo.Audit;

namespace Ioc.Host.Serving;

/// <summary>
/// What the audit tells of the process itself: that it started and stopped, and with which settings. Nobody changes settings while it runs, so a
/// start that has others than the one before is the change. Secrets are in files and the environment and never among them.
/// </summary>
internal static class ServerAudit
{
    public static async Task StartedAsync(IAuditLog audit, ServeOptions options, CancellationToken cancellationToken)
    {
        var settings = JsonSerializer.SerializeToElement(Settings(options));
        var last = await audit.QueryAsync(new AuditQuery { Action = AuditActions.ServerStarted, PageSize = 1 }, cancellationToken);
        await audit.AppendAsync(Entry(AuditActions.ServerStarted) with { After = settings }, cancellationToken);
        if (last.Items is [{ After: { } before }] && !JsonElement.DeepEquals(Parsed(before), settings))
            await audit.AppendAsync(Entry(AuditActions.SettingsChanged) with { Before = Parsed(before), After = settings }, cancellationToken);
    }

    public static async Task StoppedAsync(IAuditLog audit)
    {
        try
        {
            await audit.AppendAsync(Entry(AuditActions.ServerStopped), CancellationToken.None);
        }
        catch (AuditUnavailableException)
        {
            // It must be possible to stop a server whose disk is full; the next start says that this stop was not written.
        }
    }

    private static AuditEntry Entry(string action) => new() { Actor = AuditActor.Centre with { Via = "ioc serve" }, Action = action };

    /// <summary>A tampered row may hold anything.</summary>
    private static JsonElement Parsed(string json)
    {
        try
        {
            return JsonElement.Parse(json);
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(json);
        }
    }

    private static object Settings(ServeOptions options) => new
    {
        version = ServerComposition.Version,
        listen = options.ListenAddress,
        port = options.Port,
        httpsPort = options.HttpsPort,
        mqttPort = options.MqttPort,
        mqttTlsPort = options.MqttTlsPort,
        mqttListen = options.MqttListen,
        mqttWebSocket = options.MqttWebSocket,
        webSocketOrigins = options.WebSocketOrigins,
        httpProxyNetworks = options.HttpProxyNetworks,
        proxyNetworks = options.ProxyNetworks,
        tlsCertificateFile = options.TlsCertificateFile,
        tlsClientAuthoritiesFile = options.TlsClientAuthoritiesFile,
        outsideBroker = options.OutsideBroker?.Address.ToString(),
        telemetry = options.Telemetry?.Server.ToString(),
        telemetryRetentionDays = options.TelemetryRetentionDays,
        sessionHours = options.SessionHours,
        passwordAttemptsPerMinute = options.PasswordAttemptsPerMinute,
        mqttQuotaPerSecond = options.MqttQuotaPerSecond,
        speechProgram = options.SpeechProgram,
        demo = options.Demo,
    };
}
