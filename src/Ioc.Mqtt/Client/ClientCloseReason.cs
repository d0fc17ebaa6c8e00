namespace Ioc.Mqtt.Client;

/// <summary>Why a client's connection ended.</summary>
public enum ClientCloseReason : byte
{
    /// <summary><see cref="MqttClient.DisconnectAsync"/>.</summary>
    Disconnected,

    /// <summary><see cref="MqttClient.Abort"/>.</summary>
    Aborted,

    /// <summary>The broker closed or reset the connection without DISCONNECT.</summary>
    TransportClosed,

    /// <summary>The broker sent DISCONNECT (5.0) with the reason code.</summary>
    DisconnectedByBroker,

    /// <summary>CONNACK refused, or none came in time.</summary>
    RefusedAtConnect,

    /// <summary>The broker's bytes are against the specification.</summary>
    ProtocolError,

    /// <summary>Nothing came within the keep-alive after a ping.</summary>
    KeepAliveTimeout,

    /// <summary>The broker did not read.</summary>
    SlowReader,

    /// <summary>The message handler threw: our own fault, told to whoever waits for the end.</summary>
    HandlerFailed,
}
