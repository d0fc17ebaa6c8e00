namespace Ioc.Dashboard.Wire;

/// <param name="Label">What it is for.</param>
/// <param name="Permissions">What it may do at most; absent: all its account may.</param>
/// <param name="ExpiresInDays">1 to 3,650; absent: until revoked.</param>
internal sealed record CreateTokenRequest(string Label, IReadOnlyList<string>? Permissions = null, int? ExpiresInDays = null);
