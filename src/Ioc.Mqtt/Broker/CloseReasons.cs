namespace Ioc.Mqtt.Broker;

/// <summary>Reason codes of the wire and reasons for the operator, side by side.</summary>
internal static class CloseReasons
{
    public static CloseReason For(ReasonCode code) => code switch
    {
        ReasonCode.MalformedPacket => CloseReason.Malformed,
        ReasonCode.PacketTooLarge => CloseReason.PacketTooLarge,
        ReasonCode.KeepAliveTimeout => CloseReason.KeepAliveTimeout,
        ReasonCode.SessionTakenOver => CloseReason.TakenOver,
        ReasonCode.ServerShuttingDown => CloseReason.ServerShuttingDown,
        ReasonCode.NotAuthorized or ReasonCode.Banned => CloseReason.NotAuthorized,
        ReasonCode.ProtocolError or ReasonCode.TopicNameInvalid or ReasonCode.TopicFilterInvalid or ReasonCode.TopicAliasInvalid
            or ReasonCode.ReceiveMaximumExceeded or ReasonCode.UnsupportedProtocolVersion
            or ReasonCode.QosNotSupported or ReasonCode.RetainNotSupported => CloseReason.ProtocolError,
        _ => CloseReason.AdministrativeAction,
    };

    /// <summary>Who left by himself, or was refused with CONNACK, is told nothing more.</summary>
    public static bool IsToldToClient(CloseReason reason) =>
        reason is not (CloseReason.ClientDisconnected or CloseReason.TransportClosed or CloseReason.RefusedAtConnect or CloseReason.ConnectTimeout);
}
