namespace Ioc.Dashboard.Wire;

/// <summary>Who is invited.</summary>
internal sealed record InvitedWire(string UserName, string FullName, DateTimeOffset ExpiresAt, bool NewAccount);
