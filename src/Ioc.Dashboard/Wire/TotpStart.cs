namespace Ioc.Dashboard.Wire;

/// <summary>A secret that is not in force before its code was shown.</summary>
internal sealed record TotpStart(string Ticket, string Secret, string Uri);
