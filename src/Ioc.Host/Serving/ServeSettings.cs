using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ioc.Host.Serving;

/// <summary>
/// The settings file: JSON (comments allowed) with the names below, each optional; <c>DIR/ioc.json</c> unless told otherwise. A key that is
/// not known is refused, because a misspelt setting that does nothing is found too late.
/// </summary>
internal sealed record ServeSettings
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
    };

    public string? Listen { get; init; }

    public int? Port { get; init; }

    public MqttPortSetting? MqttPort { get; init; }

    public int? HttpsPort { get; init; }

    public int? MqttTlsPort { get; init; }

    public OutsideBrokerSettings? OutsideBroker { get; init; }

    public string? TlsCertificateFile { get; init; }

    public string? TlsKeyFile { get; init; }

    public string? TlsClientAuthoritiesFile { get; init; }

    public IReadOnlyList<string>? MqttListen { get; init; }

    public IReadOnlyList<string>? HttpProxyNetworks { get; init; }

    public IReadOnlyList<string>? ProxyNetworks { get; init; }

    public bool? MqttWebSocket { get; init; }

    public bool? MqttWebSocketInClear { get; init; }

    public IReadOnlyList<string>? WebSocketOrigins { get; init; }

    public int? ConnectionsPerAddressMax { get; init; }

    public int? ConnectsPerSecondPerAddressMax { get; init; }

    public int? FailedSignInsPerMinutePerAddressMax { get; init; }

    public int? ConnectsPerMinutePerClientMax { get; init; }

    public int? FailedSignInsPerMinutePerClientMax { get; init; }

    public int? MqttQuotaPerSecond { get; init; }

    public int? TelemetryRetentionDays { get; init; }

    /// <summary>Days of telemetry rolled up by the minute.</summary>
    public int? MinuteRetentionDays { get; init; }

    /// <summary>Days of telemetry rolled up by the quarter of an hour.</summary>
    public int? QuarterRetentionDays { get; init; }

    /// <summary>Days of telemetry rolled up by the hour.</summary>
    public int? HourRetentionDays { get; init; }

    /// <summary>As <c>--telemetry</c>.</summary>
    public string? Telemetry { get; init; }

    /// <summary>File whose first line is the password or token of the time-series server.</summary>
    public string? TelemetrySecretFile { get; init; }

    /// <summary>Days that the time-series server keeps points, default 400.</summary>
    public int? TelemetryServerRetentionDays { get; init; }

    /// <summary>Days that it keeps the hours that it adds up (InfluxDB 1.x), default 1,826.</summary>
    public int? TelemetryServerHoursRetentionDays { get; init; }

    /// <summary>Rows that may wait for it before devices must, default 50 million.</summary>
    public long? TelemetryWaitingRowsMax { get; init; }

    public long? JournalQuotaMebibytes { get; init; }

    public int? SessionHours { get; init; }

    public int? SecondFactorGraceDays { get; init; }

    public IdentityProviderSettings? IdentityProvider { get; init; }

    public int? PasswordAttemptsPerMinute { get; init; }

    /// <summary>As <c>--base-map</c>.</summary>
    public string? BaseMap { get; init; }

    public string? SpeechProgram { get; init; }

    public bool? Verbose { get; init; }

    /// <summary>Every file these name whose content must not be known.</summary>
    public IEnumerable<string> SecretFiles() =>
        new[] { TlsKeyFile, TelemetrySecretFile, IdentityProvider?.ClientSecretFile, OutsideBroker?.PasswordFile, OutsideBroker?.KeyFile }.OfType<string>();

    /// <summary>The file's settings, none at all where an optional file is missing, or what is wrong in words.</summary>
    public static ServeSettings? TryRead(string path, bool mustExist, out string problem)
    {
        problem = "";
        if (!mustExist && !File.Exists(path))
        {
            return new ServeSettings();
        }

        try
        {
            return JsonSerializer.Deserialize<ServeSettings>(File.ReadAllBytes(path), Json) ?? new ServeSettings();
        }
        catch (JsonException fault)
        {
            problem = $"{path}: {fault.Message}";
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            problem = $"{path} can't be read: {fault.Message}";
        }

        return null;
    }
}
