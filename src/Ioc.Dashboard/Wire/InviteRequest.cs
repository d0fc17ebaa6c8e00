namespace Ioc.Dashboard.Wire;

/// <summary>Whom, and as what.</summary>
internal sealed record InviteRequest(string UserName, IReadOnlyList<GrantWire> Grants, string? FullName = null, int? Days = null);
