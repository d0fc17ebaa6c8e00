namespace Ioc.Mqtt.Broker;

/// <summary>One QoS 1 or 2 message sent and not yet acknowledged.</summary>
/// <remarks>Released (QoS 2): PUBREC came, PUBREL is out, PUBCOMP is awaited; the message itself must not be sent again [MQTT-4.3.3-6].</remarks>
internal readonly record struct InflightEntry(ushort PacketId, Delivery Delivery, bool IsReleased);
