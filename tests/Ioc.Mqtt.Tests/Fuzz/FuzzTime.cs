using System.Diagnostics;
using System.Globalization;

namespace Ioc.Mqtt.Tests.Fuzz;

/// <summary>
/// How long the fuzz targets run: a minute each, or IOC_FUZZ_SECONDS. How far a machine comes in that time differs, what it does on the way does not:
/// all of it is drawn from a seed, which IOC_FUZZ_SEED moves.
/// </summary>
internal static class FuzzTime
{
    public static TimeSpan Each { get; } = TimeSpan.FromSeconds(Setting("IOC_FUZZ_SECONDS", 60));

    public static int FirstSeed { get; } = Setting("IOC_FUZZ_SEED", 20_261_122);

    /// <summary>Numbers of rounds for as long as there is time, at least one.</summary>
    public static IEnumerable<int> Rounds(TimeSpan time)
    {
        long began = Stopwatch.GetTimestamp();
        int round = 0;
        do
        {
            yield return round++;
        }
        while (Stopwatch.GetElapsedTime(began) < time);
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : otherwise;
}
