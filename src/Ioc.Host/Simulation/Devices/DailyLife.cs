namespace Ioc.Host.Simulation.Devices;

/// <summary>How a day goes in Viet Nam (UTC+7): when people are on the network, and how warm it is.</summary>
internal static class DailyLife
{
    private static readonly TimeSpan LocalOffset = TimeSpan.FromHours(7);

    public static double LocalHour(DateTimeOffset at) => at.ToOffset(LocalOffset).TimeOfDay.TotalHours;

    public static DateOnly LocalDay(DateTimeOffset at) => DateOnly.FromDateTime(at.ToOffset(LocalOffset).DateTime);

    /// <summary>0 to 1: quiet at four in the morning, a hill at noon, the top at eight in the evening.</summary>
    public static double Busyness(DateTimeOffset at)
    {
        var hour = LocalHour(at);
        return Math.Min(1, 0.06 + 0.45 * Hill(hour, 8, 1.8) + 0.5 * Hill(hour, 12, 2.2) + 0.35 * Hill(hour, 16, 2) + 0.9 * Hill(hour, 20, 2.1));
    }

    /// <summary>Air temperature: coolest at five, warmest at two in the afternoon, a little colder in winter.</summary>
    public static double AirCelsius(DateTimeOffset at)
    {
        var season = 5 * Math.Cos((at.DayOfYear - 190) / 365.0 * 2 * Math.PI);
        return 24 + season + 4.5 * Math.Cos((LocalHour(at) - 14) / 24 * 2 * Math.PI);
    }

    /// <summary>The programmes most communes play: half an hour from five in the morning and from five in the afternoon.</summary>
    public static bool IsProgrammeTime(DateTimeOffset at) => LocalHour(at) is (>= 5 and < 5.5) or (>= 17 and < 17.5);

    // Distances wrap at midnight: 23:30 is near 0:30.
    private static double Hill(double hour, double top, double width)
    {
        var away = Math.Abs(hour - top);
        away = Math.Min(away, 24 - away);
        return Math.Exp(-away * away / (2 * width * width));
    }
}
