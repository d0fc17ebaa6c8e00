using Ioc.Silo.Accounts;

namespace Ioc.Dashboard.Wire;

/// <summary>A role at a unit (and all below), at a group, or (neither) over the whole centre.</summary>
internal sealed record GrantWire(string Role, string? UnitCode = null, string? Group = null)
{
    public static GrantWire Of(Grant grant) => new(EnumWords<AccountRole>.Word(grant.Role), grant.UnitCode, grant.Group);

    /// <summary>Null: the role is unknown.</summary>
    public Grant? ToGrant() => EnumWords<AccountRole>.TryParse(Role, out AccountRole role) ? new Grant(role, UnitCode, Group) : null;
}
