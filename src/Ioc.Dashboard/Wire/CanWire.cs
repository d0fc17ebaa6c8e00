using Ioc.Silo.Accounts;

namespace Ioc.Dashboard.Wire;

/// <summary>What somebody may do, and where: everywhere, or in these units (with all below) and groups.</summary>
internal sealed record CanWire(string Permission, bool Everywhere, IReadOnlyList<string> Units, IReadOnlyList<string> Groups)
{
    public static CanWire Of(Permission permission, Reach reach) =>
        new(EnumWords<Permission>.Word(permission), reach.IsEverything, reach.Units, reach.Groups);
}
