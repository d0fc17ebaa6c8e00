namespace Ioc.Devices.Alerts;

/// <summary>Bounds of alerts. Their number needs none of its own: at most one per device and condition is open.</summary>
public static class AlertLimits
{
    /// <summary>Hamlets named in a coverage alert's text, which stands in one row of a list; all of them are in its fields.</summary>
    public const int HamletsNamedMax = 5;

    /// <summary>Between the texts of several alarms of a site in its one alert.</summary>
    internal const string BetweenDetails = "; ";
}
