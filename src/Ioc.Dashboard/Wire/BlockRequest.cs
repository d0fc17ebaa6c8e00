namespace Ioc.Dashboard.Wire;

internal sealed record BlockRequest(string ClientId, string? Why = null);
