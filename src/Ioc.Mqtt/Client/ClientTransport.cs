namespace Ioc.Mqtt.Client;

/// <summary>What carries the packets.</summary>
public enum ClientTransport : byte
{
    Tcp,

    Tls,

    /// <summary>MQTT in WebSocket frames, subprotocol mqtt (5.0 §6), over HTTP.</summary>
    WebSocket,

    /// <summary>The same over HTTPS.</summary>
    WebSocketTls,
}
