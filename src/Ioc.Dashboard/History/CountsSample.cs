using Ioc.Devices;

namespace Ioc.Dashboard.History;

/// <summary>How many devices of each unit and kind had each health, and how many alerts were open in each unit, at one moment.</summary>
/// <param name="At">When.</param>
/// <param name="Devices">By unit and kind; the array is indexed by health.</param>
/// <param name="Alerts">Open ones by unit.</param>
internal sealed record CountsSample(
    DateTimeOffset At, IReadOnlyDictionary<(string Unit, DeviceKind Kind), int[]> Devices, IReadOnlyDictionary<string, int> Alerts);
