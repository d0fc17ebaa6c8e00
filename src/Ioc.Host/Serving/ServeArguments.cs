using System.CommandLine;
using System.CommandLine.Parsing;
using Ioc.Mqtt;

namespace Ioc.Host.Serving;

/// <summary>The options of <c>ioc serve</c>. They have no defaults of their own: what is not given comes from the settings file, then from <see cref="ServeOptions"/>.</summary>
internal sealed class ServeArguments
{
    private readonly Option<int?> _port = new("--port") { Description = "HTTP port; 0 lets the system choose [default: 8080]", HelpName = "PORT" };
    private readonly Option<MqttPortSetting?> _mqttPort = new("--mqtt-port") { Description = "MQTT port; 0 lets the system choose, off: TLS only [default: 1883]", HelpName = "PORT", CustomParser = ReadMqttPort };
    private readonly Option<string?> _outsideBroker = new("--mqtt") { Description = "Ingest from this broker instead of being one: mqtt://HOST[:PORT], mqtts://, ws:// or wss://HOST/PATH; its password from IOC_MQTT_PASSWORD or a file named in ioc.json", HelpName = "ADDRESS" };
    private readonly Option<string?> _listen = new("--listen") { Description = "IP address for both; 0.0.0.0 opens them to the network [default: 127.0.0.1]", HelpName = "ADDRESS" };
    private readonly Option<int?> _quota = new("--mqtt-quota-per-second") { Description = "Messages one device may send per second; 0: no limit [default: 50]", HelpName = "N" };
    private readonly Option<string?> _telemetry = new("--telemetry") { Description = "Keep telemetry on a time-series server: influx://[USER@]HOST[:PORT][/DATABASE][?org=NAME], influxs:// for TLS; its password or token from IOC_TELEMETRY_SECRET or a file named in ioc.json [default: in DIR]", HelpName = "ADDRESS" };
    private readonly Option<FileInfo?> _baseMap = new("--base-map") { Description = "PMTiles file that lies under the map [default: DIR/base.pmtiles, if there]", HelpName = "FILE" };
    private readonly Option<FileInfo?> _config = new("--config") { Description = "Settings file, JSON [default: DIR/ioc.json, if there]", HelpName = "FILE" };
    private readonly Option<bool> _demo = new("--demo") { Description = "Fill an empty registry with a simulated province, and run its devices" };
    private readonly Option<bool> _noDemo = new("--no-demo") { Description = "Without the simulated province (the default)" };
    private readonly Option<int?> _seed = new("--seed") { Description = "The same seed gives the same province [default: 1]", HelpName = "N" };
    private readonly Option<int?> _demoDevices = new("--demo-devices") { Description = "Devices of the simulated province [default: 1500]", HelpName = "N" };
    private readonly Option<bool> _verbose = new("--verbose") { Description = "Log what devices and callers did wrong, too" };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_port, _mqttPort, _outsideBroker, _listen, _demo, _noDemo, _seed, _demoDevices, _quota, _telemetry, _baseMap, _config, _verbose])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>As a server with these settings and nothing on its command line would have them.</summary>
    public static ServeOptions? TryRead(ServeSettings settings, string dataDirectory, List<string> errors)
    {
        var (arguments, nothing) = (new ServeArguments(), new Command("serve"));
        arguments.AddTo(nothing);
        return arguments.TryCombine(nothing.Parse([]), settings, dataDirectory, errors);
    }

    /// <summary>The options, or everything that is wrong.</summary>
    public ServeOptions? TryRead(ParseResult parsed, string dataDirectory, List<string> errors)
    {
        var config = parsed.GetValue(_config);
        var settings = ServeSettings.TryRead(config?.FullName ?? Path.Combine(dataDirectory, "ioc.json"), mustExist: config is not null, out var problem);
        if (settings is null)
        {
            errors.Add(problem);
            return null;
        }

        return TryCombine(parsed, settings, dataDirectory, errors);
    }

    private ServeOptions? TryCombine(ParseResult parsed, ServeSettings settings, string dataDirectory, List<string> errors)
    {
        if (parsed.GetValue(_demo) && parsed.GetValue(_noDemo))
        {
            errors.Add("--demo and --no-demo contradict each other.");
        }

        var telemetry = TelemetryAddress.TryRead(parsed.GetValue(_telemetry) ?? settings.Telemetry, settings, errors);
        var defaults = new ServeOptions { DataDirectory = dataDirectory };
        var options = defaults with
        {
            ListenAddress = parsed.GetValue(_listen) ?? settings.Listen ?? defaults.ListenAddress,
            Port = parsed.GetValue(_port) ?? settings.Port ?? defaults.Port,
            MqttPort = (parsed.GetValue(_mqttPort) ?? settings.MqttPort ?? new MqttPortSetting(defaults.MqttPort)).Port,
            OutsideBroker = OutsideBrokerSettings.TryRead(settings.OutsideBroker, parsed.GetValue(_outsideBroker), dataDirectory, errors),
            HttpsPort = settings.HttpsPort,
            MqttTlsPort = settings.MqttTlsPort,
            TlsCertificateFile = settings.TlsCertificateFile,
            TlsKeyFile = settings.TlsKeyFile,
            TlsClientAuthoritiesFile = settings.TlsClientAuthoritiesFile,
            SecretFiles = [.. settings.SecretFiles()],
            MqttListen = settings.MqttListen ?? defaults.MqttListen,
            HttpProxyNetworks = settings.HttpProxyNetworks ?? defaults.HttpProxyNetworks,
            ProxyNetworks = settings.ProxyNetworks ?? defaults.ProxyNetworks,
            MqttWebSocket = settings.MqttWebSocket ?? defaults.MqttWebSocket,
            MqttWebSocketInClear = settings.MqttWebSocketInClear ?? defaults.MqttWebSocketInClear,
            WebSocketOrigins = settings.WebSocketOrigins ?? defaults.WebSocketOrigins,
            MqttLimits = LimitsOf(settings),
            MqttQuotaPerSecond = parsed.GetValue(_quota) ?? settings.MqttQuotaPerSecond ?? defaults.MqttQuotaPerSecond,
            TelemetryRetentionDays = settings.TelemetryRetentionDays ?? defaults.TelemetryRetentionDays,
            MinuteRetentionDays = settings.MinuteRetentionDays ?? defaults.MinuteRetentionDays,
            QuarterRetentionDays = settings.QuarterRetentionDays ?? defaults.QuarterRetentionDays,
            HourRetentionDays = settings.HourRetentionDays ?? defaults.HourRetentionDays,
            Telemetry = telemetry,
            JournalQuotaMebibytes = settings.JournalQuotaMebibytes ?? defaults.JournalQuotaMebibytes,
            SessionHours = settings.SessionHours ?? defaults.SessionHours,
            SecondFactorGraceDays = settings.SecondFactorGraceDays ?? defaults.SecondFactorGraceDays,
            IdentityProvider = IdentityProviderSettings.TryRead(settings.IdentityProvider, errors),
            PasswordAttemptsPerMinute = settings.PasswordAttemptsPerMinute ?? defaults.PasswordAttemptsPerMinute,
            SpeechProgram = settings.SpeechProgram ?? defaults.SpeechProgram,
            BaseMapFile = parsed.GetValue(_baseMap)?.FullName ?? settings.BaseMap ?? Existing(Path.Combine(dataDirectory, "base.pmtiles")),
            Demo = parsed.GetValue(_demo),
            Seed = parsed.GetValue(_seed) ?? defaults.Seed,
            DemoDevices = parsed.GetValue(_demoDevices) ?? defaults.DemoDevices,
            Verbose = parsed.GetValue(_verbose) || settings.Verbose is true,
        };
        errors.AddRange(ServeOptionsValidator.Errors(options));
        return errors.Count == 0 ? options : null;
    }

    private static string? Existing(string path) => File.Exists(path) ? path : null;

    private static MqttPortSetting? ReadMqttPort(ArgumentResult result)
    {
        if (MqttPortSetting.TryParse(result.Tokens[0].Value) is { } port)
        {
            return port;
        }

        result.AddError($"--mqtt-port {result.Tokens[0].Value} is neither a port nor {MqttPortSetting.Off}.");
        return null;
    }

    private static MqttLimits LimitsOf(ServeSettings settings)
    {
        var defaults = new MqttLimits();
        return defaults with
        {
            ConnectionsPerAddressMax = settings.ConnectionsPerAddressMax ?? defaults.ConnectionsPerAddressMax,
            ConnectsPerSecondPerAddressMax = settings.ConnectsPerSecondPerAddressMax ?? defaults.ConnectsPerSecondPerAddressMax,
            FailedAuthenticationsPerMinutePerAddressMax =
                settings.FailedSignInsPerMinutePerAddressMax ?? defaults.FailedAuthenticationsPerMinutePerAddressMax,
            ConnectsPerMinutePerClientMax = settings.ConnectsPerMinutePerClientMax ?? defaults.ConnectsPerMinutePerClientMax,
            FailedAuthenticationsPerMinutePerClientMax =
                settings.FailedSignInsPerMinutePerClientMax ?? defaults.FailedAuthenticationsPerMinutePerClientMax,
        };
    }
}
