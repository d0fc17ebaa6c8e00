using Ioc.Devices.Twins;

namespace Ioc.Devices.Alerts;

/// <summary>A twin's condition began or ended: what step 6 tells step 8.</summary>
/// <param name="Condition">Which.</param>
/// <param name="Raised">True: it began; false: it ended.</param>
/// <param name="DeviceHandle">Whose.</param>
/// <param name="Value">The value that decided; null for states such as offline.</param>
/// <param name="Threshold">The rule's bound; null where the rule compares words.</param>
/// <param name="AtMs">Server time in Unix milliseconds.</param>
/// <param name="Detail">The device's own words about it, where it has any.</param>
public readonly record struct Finding(
    Condition Condition, bool Raised, int DeviceHandle, double? Value, double? Threshold, long AtMs, string? Detail = null);
