namespace Ioc.Mqtt.Packets;

/// <summary>One MQTT packet as values. The broker's hot path never makes one; see <see cref="Codec.PublishView"/>.</summary>
internal abstract record Packet
{
    public abstract PacketType Type { get; }

    /// <summary>Properties of 5.0; null in 3.1.1, and where there are none.</summary>
    public PropertySet? Properties { get; init; }
}
