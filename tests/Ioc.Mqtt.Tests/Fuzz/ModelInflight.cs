namespace Ioc.Mqtt.Tests.Fuzz;

/// <summary>A QoS 1 or 2 delivery that was sent and is not acknowledged.</summary>
internal sealed class ModelInflight(ushort packetId, ModelDelivery delivery)
{
    public ushort PacketId { get; } = packetId;

    public ModelDelivery Delivery { get; } = delivery;

    /// <summary>PUBREC came.</summary>
    public bool IsReleased { get; set; }

    /// <summary>Sent on the present connection.</summary>
    public bool IsSent { get; set; } = true;
}
