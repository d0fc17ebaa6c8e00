using System.Globalization;

namespace Ioc.Host.Simulation.Faults;

/// <summary>Times as people write them: 90s, 5m, 2h, 1d, or hh:mm:ss; at most a year.</summary>
internal static class FaultTime
{
    public static bool TryParse(string text, out TimeSpan time)
    {
        time = default;
        if (text.Contains(':'))
            return TimeSpan.TryParseExact(text, ["h\\:mm\\:ss", "hh\\:mm\\:ss"], CultureInfo.InvariantCulture, out time);
        if (text.Length < 2 || !double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return text == "0";
        double seconds = text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3_600, 'd' => 86_400, _ => 0 };
        if (seconds == 0 || number * seconds > 366 * 86_400.0)
            return false;
        time = TimeSpan.FromSeconds(number * seconds);
        return true;
    }
}
