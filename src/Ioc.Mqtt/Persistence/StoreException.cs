namespace Ioc.Mqtt.Persistence;

/// <summary>The store cannot be opened. The message says why and what the operator can do.</summary>
public sealed class StoreException(string message, Exception? inner = null) : Exception(message, inner);
