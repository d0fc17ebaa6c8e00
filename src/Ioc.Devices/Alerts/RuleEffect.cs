namespace Ioc.Devices.Alerts;

/// <summary>What a condition makes of a device's health. Numbers equal <see cref="Twins.Health"/>'s, so that the worst is the largest.</summary>
public enum RuleEffect : byte
{
    Degraded = 2,
    Faulty = 3,
    Offline = 4,
}
