namespace Ioc.Mqtt.Persistence;

/// <summary>One message for one session; the shared filter is null for most.</summary>
internal readonly record struct StoredDelivery(StoredMessage Message, byte Flags, uint[] SubscriptionIdentifiers, string? SharedFilter);
