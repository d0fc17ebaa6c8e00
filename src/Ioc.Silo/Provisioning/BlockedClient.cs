namespace Ioc.Silo.Provisioning;

public sealed record BlockedClient(string ClientId, string? Why, DateTimeOffset At);
