using System.ComponentModel.DataAnnotations;

namespace Ioc.Mqtt.Client;

/// <summary>Where and as whom a client connects.</summary>
public sealed record MqttClientOptions
{
    public required string Host { get; init; }

    /// <summary>TCP port; default 1883.</summary>
    [Range(1, 65_535)]
    public int Port { get; init; } = 1883;

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

    /// <summary>Time for TCP and CONNACK together, in seconds; default 10.</summary>
    [Range(1, 600)]
    public int ConnectTimeoutSeconds { get; init; } = 10;

    /// <summary>QoS 1 and 2 publishes under way at most; default 64; the broker's Receive Maximum may lower it.</summary>
    [Range(1, 65_535)]
    public int InflightMax { get; init; } = 64;

    /// <summary>QoS 1 and 2 messages the broker may have under way towards us (5.0); default 64.</summary>
    [Range(1, 65_535)]
    public int ReceiveMax { get; init; } = 64;

    /// <summary>Largest packet taken, in bytes; default 256 KiB, as the broker's own.</summary>
    [Range(128, 16 * 1024 * 1024)]
    public int PacketBytesMax { get; init; } = 256 * 1024;

    /// <summary>Bytes that may wait for a broker that does not read; default 1 MiB; then the connection is dropped.</summary>
    [Range(4_096, int.MaxValue)]
    public int WriteBufferBytesMax { get; init; } = 1024 * 1024;

    /// <summary>
    /// Called on the read loop for each message; the next one is read when the returned task completes. The acknowledgement follows it,
    /// unless <see cref="AcknowledgesManually"/>.
    /// </summary>
    public Func<MqttClient, MqttMessage, ValueTask>? OnMessage { get; init; }

    /// <summary>True: <see cref="MqttClient.Acknowledge"/> must be called for each QoS 1 and 2 message, in the order received.</summary>
    public bool AcknowledgesManually { get; init; }
}
