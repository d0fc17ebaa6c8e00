namespace Ioc.Dashboard.Wire;

/// <summary>A role and what it may do, for screens that give roles.</summary>
internal sealed record RoleWire(string Role, IReadOnlyList<string> Permissions, bool SecondFactorNeeded);
