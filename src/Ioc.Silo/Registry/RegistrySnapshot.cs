using System.Collections.Frozen;
using Ioc.Devices;
using Ioc.Devices.Units;

namespace Ioc.Silo.Registry;

/// <summary>Everything registered at one instant. Immutable; replaced whole.</summary>
public sealed class RegistrySnapshot
{
    public required long Version { get; init; }

    public required FrozenDictionary<string, Unit> Units { get; init; }

    public required FrozenDictionary<string, Device> DevicesById { get; init; }

    /// <summary>Indexed by handle; null where a device was removed. Index 0 is never used.</summary>
    public required Device?[] DevicesByHandle { get; init; }
}
