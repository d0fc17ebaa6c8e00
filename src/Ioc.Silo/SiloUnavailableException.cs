namespace Ioc.Silo;

/// <summary>The silo can't take a person's action now (journal refuses, starting, stopping, a bound is reached); the message says why, for people.</summary>
public sealed class SiloUnavailableException(string message) : Exception(message);
