namespace Ioc.Silo.Accounts;

/// <summary>A role at a place: a unit and all below it, or a group of devices; neither: the whole centre. Never both.</summary>
public sealed record Grant(AccountRole Role, string? UnitCode = null, string? Group = null)
{
    public bool IsEverywhere => UnitCode is null && Group is null;
}
