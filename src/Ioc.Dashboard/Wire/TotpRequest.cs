namespace Ioc.Dashboard.Wire;

/// <summary>The start's ticket and a code of the app that was given its secret.</summary>
internal sealed record TotpRequest(string Ticket, string Code);
