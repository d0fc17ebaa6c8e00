namespace Ioc.Dashboard.Wire;

/// <summary>The ticket of the password, and a code of the app or a recovery code.</summary>
internal sealed record FactorRequest(string Ticket, string? Code = null, string? RecoveryCode = null);
