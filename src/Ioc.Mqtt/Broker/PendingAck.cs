namespace Ioc.Mqtt.Broker;

/// <summary>One received QoS 1 or 2 publish whose PUBACK or PUBREC is not written yet.</summary>
/// <remarks>Ready: the answer is known and waits only for the ones before it.</remarks>
internal readonly record struct PendingAck(ushort PacketId, QualityOfService Qos, bool IsReady, ReasonCode Reason);
