using Ioc.Devices;
using Ioc.Silo.Series;

namespace Ioc.Dashboard.Wire;

/// <summary>
/// Parallel arrays; <c>at</c> are bucket starts in Unix milliseconds. Of one device with <c>last</c>, or of many with <c>sum</c> and <c>devices</c>.
/// </summary>
internal sealed record SeriesColumn(
    string? Device, string? Unit, [property: Words(typeof(DeviceKind), nameof(DeviceKind.Centre))] string? Kind, string Metric, int Step, long[] At, double[] Mean, double[] Min, double[] Max, int[] Count,
    double[]? Last, double[]? Sum, int[]? Devices)
{
    public static SeriesColumn Of(SeriesResult series)
    {
        bool isDevice = series.DeviceId is not null;
        return new SeriesColumn(
            series.DeviceId, series.UnitCode, series.Kind?.Word(), series.Metric, series.StepSeconds, series.At, series.Mean, series.Min, series.Max,
            series.Count, isDevice ? series.Last : null, isDevice ? null : series.Sum, isDevice ? null : series.Devices);
    }
}
