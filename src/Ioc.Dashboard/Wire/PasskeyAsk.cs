namespace Ioc.Dashboard.Wire;

/// <summary>The ticket of a password that was right, or nothing: whoever it turns out to be.</summary>
internal sealed record PasskeyAsk(string? Ticket = null);
