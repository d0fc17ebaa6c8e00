namespace Ioc.Dashboard.Wire;

/// <summary>Whether the account is shut.</summary>
internal sealed record DisabledRequest(bool Disabled);
