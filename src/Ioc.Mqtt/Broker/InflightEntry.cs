namespace Ioc.Mqtt.Broker;

/// <summary>One QoS 1 or 2 message with a packet identifier, not yet acknowledged.</summary>
/// <remarks>
/// Released (QoS 2): PUBREC came, PUBREL is what is sent, PUBCOMP is awaited; the message itself must not be sent again [MQTT-4.3.3-6].
/// Attempted: it may have reached the client, so the next time it has DUP. The ticket, 0 for none, is the commit before which it must not leave.
/// </remarks>
internal readonly record struct InflightEntry(ushort PacketId, Delivery Delivery)
{
    public bool IsReleased { get; init; }

    public bool IsAttempted { get; init; }

    public long Ticket { get; init; }

    /// <summary>The answer that ends the exchange; a refusing PUBREC ends it where PUBREC is due.</summary>
    public bool IsEndedBy(PacketType answer) => answer switch
    {
        PacketType.PubAck => Delivery.Qos == QualityOfService.AtLeastOnce,
        PacketType.PubRec => Delivery.Qos == QualityOfService.ExactlyOnce && !IsReleased,
        _ => IsReleased,
    };
}
