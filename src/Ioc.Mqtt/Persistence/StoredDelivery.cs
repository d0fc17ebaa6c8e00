namespace Ioc.Mqtt.Persistence;

internal readonly record struct StoredDelivery(StoredMessage Message, byte Flags, uint[] SubscriptionIdentifiers);
