namespace Ioc.Mqtt.Broker;

/// <summary>Reason code, clause and words for each <see cref="ProtocolFault"/>, side by side.</summary>
internal static class ProtocolFaults
{
    /// <summary>Counts the fault and ends the connection with its reason.</summary>
    public static LoopSignal FailProtocol(this BrokerConnection connection, ProtocolFault fault)
    {
        connection.Parts.Metrics.CountFault(fault);
        return connection.FailProtocol(fault.Code(), fault.Text());
    }

    public static ReasonCode Code(this ProtocolFault fault) => Row(fault).Code;

    /// <summary>A statement's id, or the section where the rule has none.</summary>
    public static string Clause(this ProtocolFault fault) => Row(fault).Clause;

    /// <summary>For the reason string and the log.</summary>
    public static string Text(this ProtocolFault fault) => $"{Row(fault).Text} ({Row(fault).Clause})";

    private static (ReasonCode Code, string Clause, string Text) Row(ProtocolFault fault) => fault switch
    {
        ProtocolFault.FirstPacketNotConnect => (ReasonCode.ProtocolError, "MQTT-3.1.0-1", "The first packet is not CONNECT"),
        ProtocolFault.SecondConnect => (ReasonCode.ProtocolError, "MQTT-3.1.0-2", "A second CONNECT"),
        ProtocolFault.AuthWithoutMethod => (ReasonCode.ProtocolError, "MQTT-4.12.0-7", "AUTH without an authentication method in CONNECT"),
        ProtocolFault.SessionExpiryInDisconnect => (ReasonCode.ProtocolError, "5.0 3.14.2.2.2", "A session expiry in DISCONNECT after none in CONNECT"),
        ProtocolFault.TopicAliasBeyondMaximum => (ReasonCode.TopicAliasInvalid, "MQTT-3.3.2-9", "A topic alias beyond the maximum"),
        ProtocolFault.TopicAliasNeverSet => (ReasonCode.ProtocolError, "5.0 3.3.2.3.4", "A topic alias never set"),
        ProtocolFault.TopicTooDeep => (ReasonCode.TopicNameInvalid, "limit", "A topic of more levels than are taken here"),
        ProtocolFault.ReceiveMaximumExceeded => (ReasonCode.ReceiveMaximumExceeded, "MQTT-3.3.4-7", "More publishes without acknowledgement than Receive Maximum"),
        ProtocolFault.QosAboveMaximum => (ReasonCode.QosNotSupported, "MQTT-3.2.2-11", "A QoS above Maximum QoS"),
        ProtocolFault.RetainNotAvailable => (ReasonCode.RetainNotSupported, "MQTT-3.2.2-14", "RETAIN, where nothing is retained"),
        _ => (ReasonCode.ImplementationSpecificError, "MQTT-3.1.2-24", "The client takes no packet as large as our answer"),
    };
}
