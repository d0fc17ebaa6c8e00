using System.Net;
using Ioc.Mqtt;
using Ioc.Mqtt.Transport;

namespace Ioc.Host.Brokering;

/// <summary>Everything that can be decided about one <c>ioc broker</c>.</summary>
internal sealed record StandaloneBrokerOptions
{
    /// <summary>Default 127.0.0.1: opening it to a network is a decision, not an accident.</summary>
    public IPAddress ListenAddress { get; init; } = IPAddress.Loopback;

    /// <summary>0 to 65,535, default 1883; 0 lets the system choose.</summary>
    public int Port { get; init; } = 1883;

    /// <summary>Port for MQTT over WebSocket at <c>/mqtt</c>, 0 to 65,535; default null: none; 0 lets the system choose.</summary>
    public int? WebSocketPort { get; init; }

    /// <summary>Port for MQTT over TLS, 0 to 65,535; default null: none. Needs <see cref="Tls"/>.</summary>
    public int? TlsPort { get; init; }

    public TlsEndpoint? Tls { get; init; }

    /// <summary>Whether clients without a user name are let in; default no.</summary>
    public bool Anonymous { get; init; }

    /// <summary>Name and file with the password of each user; empty by default.</summary>
    public IReadOnlyDictionary<string, string> PasswordFiles { get; init; } = new Dictionary<string, string>();

    /// <summary>A subscription whose filter lies within one of these is refused.</summary>
    public IReadOnlyList<string> DenySubscribe { get; init; } = [];

    /// <summary>A publish whose topic one of these matches is refused.</summary>
    public IReadOnlyList<string> DenyPublish { get; init; } = [];

    /// <summary>Period of the figures under <c>$SYS/broker/</c>, in seconds, 0 to 3,600; default 10; 0: none.</summary>
    public int StatusSeconds { get; init; } = 10;

    /// <summary>Where sessions and retained messages are kept; null: in memory only.</summary>
    public string? StoreDirectory { get; init; }

    public MqttLimits Limits { get; init; } = new();

    public bool Verbose { get; init; }
}
