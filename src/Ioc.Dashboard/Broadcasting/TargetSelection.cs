using Ioc.Devices;
using Ioc.Devices.Units;
using Ioc.Silo.Registry;

namespace Ioc.Dashboard.Broadcasting;

/// <summary>What an operator's units and devices come to: the loudspeaker clusters, each once, and the people who live there.</summary>
internal sealed class TargetSelection
{
    private readonly RegistrySnapshot _registry;
    private readonly HashSet<string> _counted = new(StringComparer.Ordinal);

    public TargetSelection(RegistrySnapshot registry, IReadOnlyList<string> units, IReadOnlyList<string> devices)
    {
        _registry = registry;
        Device[] picked = [.. devices.Select(id => registry.DevicesById[id]).Where(IsCluster)];
        Clusters =
        [
            .. units.SelectMany(registry.DevicesIn).Where(IsCluster).Concat(picked).DistinctBy(device => device.Handle)
                .OrderBy(device => device.Id, StringComparer.Ordinal),
        ];
        People = CountPeople(units, picked);
    }

    public IReadOnlyList<Device> Clusters { get; }

    /// <summary>
    /// Registered people of the target units, nested units once; for a cluster picked by itself those of its hamlet, nothing where it names
    /// none. Who lives there, not who hears: a hamlet with one silent horn counts whole.
    /// </summary>
    public long People { get; }

    private static bool IsCluster(Device device) => device.Kind == DeviceKind.Loudspeaker;

    private long CountPeople(IReadOnlyList<string> units, IReadOnlyList<Device> picked)
    {
        // A unit inside another picked unit is counted with that one.
        HashSet<string> inner = [.. units.SelectMany(code => _registry.UnitsBelow(code).Where(below => below != code))];
        long people = units.Distinct().Where(code => !inner.Contains(code)).Sum(PeopleOf);
        foreach (Device cluster in picked)
        {
            if (_counted.Contains(cluster.UnitCode) || cluster.HamletCode is not { } hamlet || _counted.Contains(hamlet)) continue;
            people += PeopleOf(hamlet);
        }

        return people;
    }

    /// <summary>The unit's own figure; where it has none, the sum of the units right below it.</summary>
    private long PeopleOf(string code)
    {
        if (!_registry.Units.TryGetValue(code, out Unit? unit)) return 0;
        _counted.UnionWith(_registry.UnitsBelow(code));
        return unit.Population ?? _registry.ChildrenOf(code).Where(child => child.ValidTo is null).Sum(child => PeopleOf(child.Code));
    }
}
