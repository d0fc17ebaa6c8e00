using System.ComponentModel.DataAnnotations;

namespace Ioc.Mqtt.Client;

/// <summary>Where and as whom a client connects.</summary>
public sealed record MqttClientOptions
{
    public required string Host { get; init; }

    /// <summary>TCP port; default 1883.</summary>
    [Range(1, 65_535)]
    public int Port { get; init; } = 1883;

    /// <summary>Default TCP.</summary>
    public ClientTransport Transport { get; init; }

    /// <summary>Path of the WebSocket; default /mqtt.</summary>
    public string WebSocketPath { get; init; } = BrokerAddress.DefaultWebSocketPath;

    /// <summary>Whom to trust over TLS; null: the system's authorities, no certificate of our own.</summary>
    public ClientTls? Tls { get; init; }

    /// <summary>Empty: the broker makes one up (with <see cref="CleanStart"/> only, in 3.1.1).</summary>
    public string ClientId { get; init; } = "";

    public string? UserName { get; init; }

    public string? Password { get; init; }

    /// <summary>Default true: what the broker kept for this identifier is thrown away.</summary>
    public bool CleanStart { get; init; } = true;

    /// <summary>Life of the session after the connection, in seconds, in 5.0; default 0. In 3.1.1 only <see cref="CleanStart"/> counts.</summary>
    public uint SessionExpirySeconds { get; init; }

    /// <summary>Longest silence towards the broker, in seconds; default 60; 0 switches pings off.</summary>
    public ushort KeepAliveSeconds { get; init; } = 60;

    public MqttWill? Will { get; init; }

    public ProtocolVersion Version { get; init; } = ProtocolVersion.V500;

    public ClientLimits Limits { get; init; } = new();

    /// <summary>
    /// Called on the read loop for each message; the next one is read when the returned task completes. The acknowledgement follows it,
    /// unless <see cref="AcknowledgesManually"/>. What it throws ends the connection.
    /// </summary>
    public Func<MqttClient, MqttMessage, ValueTask>? OnMessage { get; init; }

    /// <summary>True: <see cref="MqttClient.Acknowledge"/> must be called for each QoS 1 and 2 message, in the order received.</summary>
    public bool AcknowledgesManually { get; init; }

    /// <summary>The defaults, towards an address.</summary>
    public static MqttClientOptions For(BrokerAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return new MqttClientOptions
        {
            Host = address.Host,
            Port = address.Port,
            Transport = address.Transport,
            WebSocketPath = address.Path.Length == 0 ? BrokerAddress.DefaultWebSocketPath : address.Path,
        };
    }

    // A record prints its members; a password must not get into a log that way.
    public override string ToString() => $"{nameof(MqttClientOptions)} {{ {ClientId} to {Host}:{Port}, {Transport}, {Version} }}";
}
