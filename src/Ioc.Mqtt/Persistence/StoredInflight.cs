namespace Ioc.Mqtt.Persistence;

internal readonly record struct StoredInflight(ushort PacketId, StoredDelivery Delivery, bool IsReleased);
