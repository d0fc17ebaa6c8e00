using System.Collections.Frozen;
using Ioc.Host.Simulation.Devices;

namespace Ioc.Host.Simulation.Faults;

/// <summary>The words for faults in a fault file.</summary>
internal static class FaultWords
{
    public static FrozenDictionary<string, DeviceFaults> All { get; } = new Dictionary<string, DeviceFaults>
    {
        ["power-cut"] = DeviceFaults.PowerCut,
        ["line-open"] = DeviceFaults.LineOpen,
        ["line-short"] = DeviceFaults.LineShort,
        ["amplifier"] = DeviceFaults.AmplifierFault,
        ["backhaul-down"] = DeviceFaults.BackhaulDown,
        ["flapping"] = DeviceFaults.Flapping,
        ["wrong-clock"] = DeviceFaults.WrongClock,
        ["doubled"] = DeviceFaults.Doubled,
        ["overheating"] = DeviceFaults.Overheating,
        ["silent"] = DeviceFaults.Silent,
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
