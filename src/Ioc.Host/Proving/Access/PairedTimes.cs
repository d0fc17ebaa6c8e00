namespace Ioc.Host.Proving.Access;

/// <summary>
/// Two things that must take the same time, taken in turn. Differences of neighbours leave out what slows a machine for a while; their median, and the median
/// distance from it, leave out the few that a scheduler threw far away. What is told is the difference, and how far chance alone would have it.
/// </summary>
internal sealed class PairedTimes
{
    /// <summary>A normal distribution's standard deviation in median distances, and a median's standard error in standard deviations, at many samples.</summary>
    private const double DeviationByDistance = 1.4826;

    private const double ErrorOfMedian = 1.2533;

    /// <summary>Standard errors within which chance leaves a difference 997 times of a thousand.</summary>
    private const double Errors = 3;

    private readonly List<double> _first = [];
    private readonly List<double> _second = [];

    public int Count => _first.Count;

    public double FirstMilliseconds => Median(_first);

    public double SecondMilliseconds => Median(_second);

    /// <summary>How much longer the first takes.</summary>
    public double Difference => Median(Differences());

    /// <summary>What chance does to it; a smaller difference can't be seen by so many samples.</summary>
    public double Chance
    {
        get
        {
            var middle = Difference;
            return Errors * ErrorOfMedian * DeviationByDistance * Median(Differences().Select(one => Math.Abs(one - middle))) / Math.Sqrt(Count);
        }
    }

    public void Add(double firstMilliseconds, double secondMilliseconds)
    {
        _first.Add(firstMilliseconds);
        _second.Add(secondMilliseconds);
    }

    /// <summary>Surely more than so much, whatever chance did.</summary>
    public bool IsBeyond(double milliseconds) => Math.Abs(Difference) - Chance > milliseconds;

    private IEnumerable<double> Differences() => _first.Zip(_second, (first, second) => first - second);

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
