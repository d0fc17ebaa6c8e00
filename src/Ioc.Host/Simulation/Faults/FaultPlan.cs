using Ioc.Devices;
using Ioc.Host.Simulation.Devices;

namespace Ioc.Host.Simulation.Faults;

/// <summary>Everything that will go wrong in one simulation.</summary>
internal sealed record FaultPlan(IReadOnlyList<PlannedFault> Faults)
{
    public static FaultPlan None { get; } = new([]);

    /// <summary>Reads a fault file (YAML or JSON). Either a plan, or every error of the file in words.</summary>
    public static FaultPlan? Parse(string text, out IReadOnlyList<string> errors) => new FaultFile().Read(text, out errors);

    /// <summary>
    /// What a normal day looks like: a handful of old faults, a few clocks nobody set, one device that flaps, and a power cut that comes
    /// and goes in one commune. Enough for a screen to show life; few enough that the picture stays mostly green.
    /// </summary>
    public static FaultPlan Demo(IReadOnlyList<Device> devices, int seed)
    {
        if (devices.Count == 0)
            return None;
        var random = new Random(seed);
        var communes = devices.Select(device => device.UnitCode).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        random.Shuffle(communes);
        return new FaultPlan(
        [
            new() { Fault = DeviceFaults.LineOpen, Kind = DeviceKind.Loudspeaker, Share = 0.006 },
            new() { Fault = DeviceFaults.LineShort, Kind = DeviceKind.Loudspeaker, Share = 0.001 },
            new() { Fault = DeviceFaults.AmplifierFault, Kind = DeviceKind.Loudspeaker, Share = 0.002 },
            new() { Fault = DeviceFaults.WrongClock, Kind = DeviceKind.Loudspeaker, Share = 0.01 },
            new() { Fault = DeviceFaults.Doubled, Kind = DeviceKind.Loudspeaker, Share = 0.005 },
            new() { Fault = DeviceFaults.BackhaulDown, Kind = DeviceKind.Hotspot, Share = 0.008, At = Minutes(2) },
            new() { Fault = DeviceFaults.Overheating, Kind = DeviceKind.Site, Share = 0.006, At = Minutes(3), For = Minutes(25), Every = Minutes(60) },
            new() { Fault = DeviceFaults.Flapping, Kind = DeviceKind.Hotspot, Share = 0.003 },
            new() { Fault = DeviceFaults.BackhaulDown, Kind = DeviceKind.Site, Share = 0.006, At = Minutes(6), For = Minutes(15), Every = Minutes(50) },
            new() { Fault = DeviceFaults.PowerCut, UnitCode = communes[0], At = Minutes(4), For = Minutes(22), Every = Minutes(75) },
            new() { Fault = DeviceFaults.PowerCut, UnitCode = communes[^1], Share = 0.4, At = Minutes(45), For = Minutes(12), Every = Minutes(120) },
        ]);
    }

    private static TimeSpan Minutes(int minutes) => TimeSpan.FromMinutes(minutes);
}
