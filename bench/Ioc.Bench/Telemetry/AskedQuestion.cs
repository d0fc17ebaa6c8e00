using System.Diagnostics;
using Ioc.Silo.Series;

namespace Ioc.Bench.Telemetry;

/// <summary>A question to the stores and how it was answered.</summary>
/// <param name="What">In words.</param>
/// <param name="Query">As our store is asked.</param>
/// <param name="Where">Which devices, in InfluxQL.</param>
internal sealed record AskedQuestion(string What, SeriesQuery Query, string Where)
{
    private const int Turns = 5;

    /// <summary>The first answer's and the median's milliseconds.</summary>
    public static async Task<(double First, double Median, T Answer)> TimeAsync<T>(Func<Task<T>> ask)
    {
        var milliseconds = new List<double>();
        T answer = default!;
        for (var turn = 0; turn < Turns; turn++)
        {
            var started = Stopwatch.GetTimestamp();
            answer = await ask();
            milliseconds.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return (milliseconds[0], milliseconds.Order().ElementAt(Turns / 2), answer);
    }
}
