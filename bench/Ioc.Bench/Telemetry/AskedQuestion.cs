using System.Diagnostics;
using Ioc.Silo.Series;

namespace Ioc.Bench.Telemetry;

/// <summary>A question to the stores and how it was answered.</summary>
/// <param name="What">In words.</param>
/// <param name="Query">As our store is asked.</param>
/// <param name="Where">Which devices, in InfluxQL.</param>
internal sealed record AskedQuestion(string What, SeriesQuery Query, string Where)
{
    private const int TurnsMax = 5;

    /// <summary>A question that takes longer is not asked again: its first answer says enough.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    /// <summary>The first answer's and the median's milliseconds, and of how many.</summary>
    public static async Task<(double First, double Median, int Turns, T Answer)> TimeAsync<T>(Func<Task<T>> ask)
    {
        var milliseconds = new List<double>();
        T answer = default!;
        while (milliseconds.Count < TurnsMax && milliseconds.Sum() < Long.TotalMilliseconds)
        {
            var started = Stopwatch.GetTimestamp();
            answer = await ask();
            milliseconds.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return (milliseconds[0], milliseconds.Order().ElementAt(milliseconds.Count / 2), milliseconds.Count, answer);
    }
}
