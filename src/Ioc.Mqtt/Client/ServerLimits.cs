using Ioc.Mqtt.Packets;

namespace Ioc.Mqtt.Client;

/// <summary>What CONNACK allows us (5.0 §3.2.2.3); in 3.1.1, and for what is absent, the standard's defaults.</summary>
internal readonly record struct ServerLimits(QualityOfService QosMax, bool RetainAvailable, uint PacketBytesMax, ushort TopicAliasMax)
{
    public static ServerLimits Of(PropertySet? told) => new(
        told?.MaximumQosIs1 is { } qos1 ? (qos1 ? QualityOfService.AtLeastOnce : QualityOfService.AtMostOnce) : QualityOfService.ExactlyOnce,
        told?.RetainAvailable ?? true,
        told?.MaximumPacketBytes ?? uint.MaxValue,
        told?.TopicAliasMaximum ?? 0);

    /// <summary>Success, or why the broker would close the connection over this publish [MQTT-3.2.2-11], [MQTT-3.2.2-14], [MQTT-3.2.2-15].</summary>
    public ReasonCode Check(QualityOfService qos, bool retain, int packetBytes) =>
        qos > QosMax ? ReasonCode.QosNotSupported
        : retain && !RetainAvailable ? ReasonCode.RetainNotSupported
        : packetBytes > PacketBytesMax ? ReasonCode.PacketTooLarge
        : ReasonCode.Success;
}
