namespace Ioc.Mqtt.Broker;

/// <summary>Why a connection ended; the value of the metric's label and of the Debug log.</summary>
public enum CloseReason : byte
{
    /// <summary>DISCONNECT from the client.</summary>
    ClientDisconnected,

    /// <summary>The peer closed or reset the transport without DISCONNECT.</summary>
    TransportClosed,
    KeepAliveTimeout,
    ConnectTimeout,
    Malformed,
    ProtocolError,
    PacketTooLarge,
    RefusedAtConnect,
    TakenOver,
    NotAuthorized,
    SlowReader,
    AdministrativeAction,
    ServerShuttingDown,

    /// <summary>More connections than <see cref="MqttLimits.ConnectionsMax"/>: ended before anything was read.</summary>
    TooManyConnections,

    /// <summary>It waited for the store, whose disk refuses; 5.0 clients hear 0x89, and may come back.</summary>
    StoreFailed,

    /// <summary>Its address connected too often lately: ended before anything was read.</summary>
    ConnectionRateExceeded,
}
