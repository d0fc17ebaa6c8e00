using System.Collections.Frozen;
using Ioc.Devices;
using Ioc.Devices.Units;

namespace Ioc.Silo.Registry;

/// <summary>Everything registered at one instant. Immutable; replaced whole. What is derived is built when first asked for.</summary>
public sealed class RegistrySnapshot
{
    private readonly Lazy<ILookup<string, Unit>> _children;
    private readonly Lazy<ILookup<string, Device>> _devicesByUnit;

    public RegistrySnapshot()
    {
        _children = new(() => Units!.Values.Where(unit => unit.ParentCode is not null).OrderBy(unit => unit.Code, StringComparer.Ordinal)
            .ToLookup(unit => unit.ParentCode!, StringComparer.Ordinal));
        _devicesByUnit = new(() => DevicesByHandle!.OfType<Device>().ToLookup(device => device.UnitCode, StringComparer.Ordinal));
    }

    public static RegistrySnapshot Empty { get; } = new()
    {
        Version = 0,
        Units = FrozenDictionary<string, Unit>.Empty,
        DevicesById = FrozenDictionary<string, Device>.Empty,
        DevicesByHandle = [null],
    };

    public required long Version { get; init; }

    public required FrozenDictionary<string, Unit> Units { get; init; }

    public required FrozenDictionary<string, Device> DevicesById { get; init; }

    /// <summary>Indexed by handle; null where a device was removed. Index 0 is never used.</summary>
    public required Device?[] DevicesByHandle { get; init; }

    /// <summary>Null: no such handle, or removed.</summary>
    public Device? FindDevice(int handle) => (uint)handle < (uint)DevicesByHandle.Length ? DevicesByHandle[handle] : null;

    /// <summary>Where the centre itself is; empty while no province is registered.</summary>
    internal string ProvinceCode =>
        Units.Values.Where(unit => unit.Level == UnitLevels.Province).Select(unit => unit.Code).Order(StringComparer.Ordinal).FirstOrDefault() ?? "";

    /// <summary>Units right below one, by code.</summary>
    public IEnumerable<Unit> ChildrenOf(string unitCode) => _children.Value[unitCode];

    /// <summary>The codes of a unit and of all below it; empty for an unknown code.</summary>
    public IReadOnlySet<string> UnitsBelow(string unitCode)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        if (!Units.ContainsKey(unitCode))
            return found;
        var waiting = new Stack<string>([unitCode]);
        while (waiting.TryPop(out var code))
            if (found.Add(code))
                foreach (var child in ChildrenOf(code))
                    waiting.Push(child.Code);
        return found;
    }

    /// <summary>Devices of a unit and of all below it, by handle. For a hamlet: the devices that name it.</summary>
    public IReadOnlyList<Device> DevicesIn(string unitCode)
    {
        var units = UnitsBelow(unitCode);
        if (Units.TryGetValue(unitCode, out var unit) && unit.Level == UnitLevels.Hamlet && unit.ParentCode is { } commune)
            return ByHandle(_devicesByUnit.Value[commune].Where(device => device.HamletCode == unitCode).Concat(_devicesByUnit.Value[unitCode]));
        return ByHandle(units.SelectMany(code => _devicesByUnit.Value[code]));
    }

    private static List<Device> ByHandle(IEnumerable<Device> devices) => [.. devices.OrderBy(device => device.Handle)];
}
