namespace Ioc.Mqtt.Persistence;

internal readonly record struct StoredSubscription(byte Options, uint Identifier);
