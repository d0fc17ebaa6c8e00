namespace Ioc.Dashboard.Wire;

/// <summary>Every role of the account from now on.</summary>
internal sealed record GrantsRequest(IReadOnlyList<GrantWire> Grants);
