using System.Diagnostics;
using Ioc.Devices;

namespace Ioc.Host.Simulation.Devices;

/// <summary>Makes the right behaviour for a device's kind.</summary>
internal static class SimulatedDevices
{
    public static SimulatedDevice Create(Device device, int seed) => device.Kind switch
    {
        DeviceKind.Loudspeaker => new SimulatedLoudspeaker(device, seed),
        DeviceKind.Hotspot => new SimulatedHotspot(device, seed),
        DeviceKind.Site => new SimulatedSite(device, seed),
        _ => throw new UnreachableException($"BUG: device kind {(int)device.Kind}"),
    };
}
