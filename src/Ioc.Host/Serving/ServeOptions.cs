using Ioc.Silo.Influx;

using Ioc.Dashboard;
using Ioc.Gateway.OutsideBroker;
using Ioc.Mqtt;

namespace Ioc.Host.Serving;

/// <summary>Everything that can be decided about one server, from the command line or the settings file (<see cref="ServeSettings"/>).</summary>
internal sealed record ServeOptions
{
    /// <summary>Where everything is kept; made when missing.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Address for HTTP and MQTT, default 127.0.0.1: opening them to a network is a decision, not an accident.</summary>
    public string ListenAddress { get; init; } = "127.0.0.1";

    /// <summary>HTTP port, 0 to 65,535, default 8080; 0 lets the system choose.</summary>
    public int Port { get; init; } = 8080;

    /// <summary>MQTT port, 0 to 65,535, default 1883; 0 lets the system choose. Null: no MQTT without TLS.</summary>
    public int? MqttPort { get; init; } = 1883;

    /// <summary>Files that the settings name and that hold a secret or a private key; read already, but their modes are looked at.</summary>
    public IReadOnlyList<string> SecretFiles { get; init; } = [];

    /// <summary>HTTPS port for people, 0 to 65,535; default null: off. Needs certificate and key. Plain HTTP is then for this machine and for what devices fetch.</summary>
    public int? HttpsPort { get; init; }

    public int? MqttTlsPort { get; init; }

    /// <summary>Not null: messages come from there, and no MQTT port is opened.</summary>
    public OutsideBrokerOptions? OutsideBroker { get; init; }

    public string? TlsCertificateFile { get; init; }

    public string? TlsKeyFile { get; init; }

    /// <summary>Authorities of device certificates (PEM); a device whose certificate has its id as common name needs no password. Default none.</summary>
    public string? TlsClientAuthoritiesFile { get; init; }

    /// <summary>Addresses for MQTT where they are others than <see cref="ListenAddress"/>; default none; <c>::</c> is all of both families.</summary>
    public IReadOnlyList<string> MqttListen { get; init; } = [];

    /// <summary>Networks of HTTP balancers, default none: what they say in X-Forwarded-For and X-Forwarded-Proto is believed, and nobody else's word.</summary>
    public IReadOnlyList<string> HttpProxyNetworks { get; init; } = [];

    /// <summary>Networks of balancers that name their clients in a PROXY header, version 2; default none.</summary>
    public IReadOnlyList<string> ProxyNetworks { get; init; } = [];

    /// <summary>MQTT over WebSocket at <c>/mqtt</c> of the HTTP port; default true. Devices sign in there as on the MQTT port.</summary>
    public bool MqttWebSocket { get; init; } = true;

    /// <summary>There also without TLS from other machines, where <see cref="HttpsPort"/> or <see cref="HttpProxyNetworks"/> is set; default false: a device's password is in the first message.</summary>
    public bool MqttWebSocketInClear { get; init; }

    /// <summary>Other origins whose pages may use it, as <c>https://map.example.vn</c>; default none.</summary>
    public IReadOnlyList<string> WebSocketOrigins { get; init; } = [];

    /// <summary>What one address and one client identifier may do: <see cref="MqttLimits.ConnectionsPerAddressMax"/> and its neighbours.</summary>
    public MqttLimits MqttLimits { get; init; } = new();

    /// <summary>Messages per second one device may send for long, default 50; 0: no quota (measurements).</summary>
    public int MqttQuotaPerSecond { get; init; } = 50;

    /// <summary>Days that raw telemetry is kept, default 14.</summary>
    public int TelemetryRetentionDays { get; init; } = 14;

    /// <summary>Days of telemetry rolled up by the minute.</summary>
    public int MinuteRetentionDays { get; init; } = 60;

    /// <summary>Days of telemetry rolled up by the quarter of an hour.</summary>
    public int QuarterRetentionDays { get; init; } = 400;

    /// <summary>Days of telemetry rolled up by the hour.</summary>
    public int HourRetentionDays { get; init; } = 1_826;

    /// <summary>Where telemetry is kept for long; null: in telemetry.db alone.</summary>
    public InfluxOptions? Telemetry { get; init; }

    /// <summary>Disk the journal may take while a store is away, in MiB; default 16,384.</summary>
    public long JournalQuotaMebibytes { get; init; } = 16_384;

    /// <summary>Hours after its last use that a session ends, default 12.</summary>
    public int SessionHours { get; init; } = 12;

    /// <summary>
    /// Days that whoever broadcasts or administers may work without a second factor, 0 to 365, default 7; then enrolling one is all that goes. It does not
    /// end with the demo, which is for looking at.
    /// </summary>
    public int SecondFactorGraceDays { get; init; } = 7;

    /// <summary>Not null: people may also sign in there.</summary>
    public IdentityProvider? IdentityProvider { get; init; }

    /// <summary>Password attempts per minute and address, default 10.</summary>
    public int PasswordAttemptsPerMinute { get; init; } = 10;

    /// <summary>The speech program, default espeak-ng; empty: never speak.</summary>
    public string SpeechProgram { get; init; } = "espeak-ng";

    /// <summary>PBKDF2 rounds for new passwords, default 600,000; tests make it small.</summary>
    public int PasswordRounds { get; init; } = 600_000;

    /// <summary>A PMTiles file under the map; default <c>DIR/base.pmtiles</c> where there is one.</summary>
    public string? BaseMapFile { get; init; }

    /// <summary>Simulate a province in an empty registry, and run its devices.</summary>
    public bool Demo { get; init; }

    /// <summary>The same seed gives the same province, default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Devices of the simulated province, 1 to 25,000, default 1,500.</summary>
    public int DemoDevices { get; init; } = 1_500;

    /// <summary>Log what strangers did wrong, too.</summary>
    public bool Verbose { get; init; }
}
