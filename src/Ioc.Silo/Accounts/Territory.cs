using System.Collections.Frozen;
using Ioc.Devices;
using Ioc.Devices.Alerts;
using Ioc.Devices.Broadcasts;
using Ioc.Devices.Units;
using Ioc.Silo.Changes;
using Ioc.Silo.Registry;

namespace Ioc.Silo.Accounts;

/// <summary>A <see cref="Reach"/> on one registry snapshot: whether this device, unit, alert or broadcast lies in it.</summary>
public sealed class Territory
{
    private readonly RegistrySnapshot _registry;
    private readonly HashSet<string> _units = new(StringComparer.Ordinal);
    private readonly HashSet<string> _groups;

    public Territory(Reach reach, RegistrySnapshot registry)
    {
        Reach = reach;
        _registry = registry;
        foreach (var unit in reach.Units)
            _units.UnionWith(registry.UnitsBelow(unit));
        _groups = new HashSet<string>(reach.Groups, StringComparer.Ordinal);
    }

    public Reach Reach { get; }

    public bool IsEverything => Reach.IsEverything;

    /// <summary>Codes of the units that lie wholly in it; empty, and not asked, where it is everything.</summary>
    public IReadOnlySet<string> Units => _units;

    public bool Covers(string unitCode) => IsEverything || _units.Contains(unitCode);

    public bool Covers(Device device) =>
        CoversPlace(device)
        || (_groups.Count > 0 && device.Loudspeaker is { } loudspeaker && loudspeaker.Groups.Any(_groups.Contains));

    /// <summary>Whether it stands there: a new device is not let in for a group that its own row names.</summary>
    public bool CoversPlace(Device device) =>
        IsEverything || _units.Contains(device.UnitCode) || (device.HamletCode is { } hamlet && _units.Contains(hamlet));

    /// <summary>Where it was raised counts, also when its device has been removed since; and where the device is now.</summary>
    public bool Covers(Alert alert) =>
        IsEverything || _units.Contains(alert.UnitCode) || (_registry.DevicesById.TryGetValue(alert.DeviceId, out var device) && Covers(device));

    /// <summary>All of its targets.</summary>
    public bool Covers(Broadcast broadcast) =>
        IsEverything || (broadcast.TargetUnits.All(_units.Contains) && broadcast.TargetDevices.All(CoversId));

    /// <summary>As it may be shown: devices of others are left out of its targets.</summary>
    public Broadcast Trim(Broadcast broadcast) =>
        IsEverything || broadcast.TargetDevices.Count == 0 ? broadcast : broadcast with { TargetDevices = [.. broadcast.TargetDevices.Where(CoversId)] };

    /// <summary>As above; how it goes is told only where all of it may be seen: sums would tell of others' loudspeakers.</summary>
    public BroadcastBrief Trim(BroadcastBrief brief) =>
        Covers(brief.Broadcast) ? brief : brief with { Broadcast = Trim(brief.Broadcast), Counts = FrozenDictionary<DeliveryState, int>.Empty, Heard = 0 };

    /// <summary>The place of a grant: a unit of it, one of its groups, or the whole where it is everything.</summary>
    public bool Covers(Grant grant) =>
        IsEverything || (grant.UnitCode is { } unit && _units.Contains(unit)) || (grant.Group is { } group && _groups.Contains(group));

    /// <summary>Any of its targets, or a unit above one of ours: what plays in a commune concerns the commune.</summary>
    public bool Touches(Broadcast broadcast) =>
        IsEverything || broadcast.TargetUnits.Any(code => _units.Contains(code) || IsAbove(code)) || broadcast.TargetDevices.Any(CoversId);

    /// <summary>Units to show: those of the territory, those its devices stand in, and whatever lies above them.</summary>
    public IReadOnlySet<string> VisibleUnits()
    {
        var visible = new HashSet<string>(_units, StringComparer.Ordinal);
        foreach (var device in OddDevices())
            visible.Add(device.UnitCode);
        foreach (var code in visible.ToArray())
            for (var at = code; _registry.Units.TryGetValue(at, out var unit) && unit.ParentCode is { } parent && visible.Add(parent);)
                at = parent;
        return visible;
    }

    /// <summary>Devices that are covered though their unit is not: by a hamlet or a group.</summary>
    public IEnumerable<Device> OddDevices() =>
        IsEverything || (_groups.Count == 0 && !Reach.Units.Any(IsHamlet))
            ? []
            : _registry.DevicesByHandle.OfType<Device>().Where(device => !_units.Contains(device.UnitCode) && Covers(device));

    private bool IsHamlet(string code) => _registry.Units.TryGetValue(code, out var unit) && unit.Level == UnitLevels.Hamlet;

    private bool CoversId(string deviceId) => _registry.DevicesById.TryGetValue(deviceId, out var device) && Covers(device);

    private bool IsAbove(string code) =>
        _registry.Units.ContainsKey(code) && _registry.UnitsBelow(code) is var below
        && (below.Overlaps(Reach.Units) || OddDevices().Any(device => below.Contains(device.UnitCode)));
}
