using Ioc.Devices;
using Ioc.Devices.Units;
using Ioc.Silo.Registry;

namespace Ioc.Dashboard.Api;

/// <summary>One registry snapshot in the orders that lists need. Immutable.</summary>
internal sealed class RegistryIndex
{
    public RegistryIndex(RegistrySnapshot snapshot)
    {
        Snapshot = snapshot;
        Devices = [.. snapshot.DevicesById.Values.OrderBy(device => device.Id, StringComparer.Ordinal)];
        DeviceTexts = [.. Devices.Select(device => SearchText.Fold($"{device.Id}\n{device.Name}\n{device.Serial}"))];
        Units = [.. snapshot.Units.Values.OrderBy(unit => unit.Code, StringComparer.Ordinal)];
        UnitTexts = [.. Units.Select(unit => SearchText.Fold($"{unit.Code}\n{unit.FullName}\n{unit.Name}"))];
    }

    public RegistrySnapshot Snapshot { get; }

    /// <summary>By id, so that a cursor is an id.</summary>
    public IReadOnlyList<Device> Devices { get; }

    /// <summary>What <c>q</c> is looked for in, per device.</summary>
    public IReadOnlyList<string> DeviceTexts { get; }

    /// <summary>By code, so that a cursor is a code.</summary>
    public IReadOnlyList<Unit> Units { get; }

    public IReadOnlyList<string> UnitTexts { get; }
}
