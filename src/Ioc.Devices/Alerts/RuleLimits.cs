namespace Ioc.Devices.Alerts;

/// <summary>Bounds of what operators may write into rules.</summary>
public static class RuleLimits
{
    /// <summary>Ten times the defaults and more.</summary>
    public const int YamlCharactersMax = 200_000;

    /// <summary>A day: a longer hold would outlive what an operator remembers of the rule.</summary>
    public const int HoldSecondsMax = 86_400;

    /// <summary>More missed reports than this would hide a dead device for hours.</summary>
    public const int MissedPeriodsMax = 100;

    /// <summary>Texts stand in one row of a list.</summary>
    public const int TextCharactersMax = 300;
}
