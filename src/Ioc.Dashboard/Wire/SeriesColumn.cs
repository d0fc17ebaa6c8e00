using Ioc.Silo.Series;

namespace Ioc.Dashboard.Wire;

/// <summary>Parallel arrays; <c>at</c> are bucket starts in Unix milliseconds.</summary>
internal sealed record SeriesColumn(string Device, string Metric, int Step, long[] At, double[] Mean, double[] Min, double[] Max, int[] Count)
{
    public static SeriesColumn Of(SeriesResult series) =>
        new(series.DeviceId, series.Metric, series.StepSeconds, series.At, series.Mean, series.Min, series.Max, series.Count);
}
