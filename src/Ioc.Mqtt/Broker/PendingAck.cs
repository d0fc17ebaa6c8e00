namespace Ioc.Mqtt.Broker;

/// <summary>One received QoS 1 or 2 publish whose PUBACK or PUBREC is not written yet.</summary>
internal readonly record struct PendingAck(ushort PacketId, QualityOfService Qos, AckState State, ReasonCode Reason, long Ticket = 0);
