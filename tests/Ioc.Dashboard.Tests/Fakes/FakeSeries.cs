using Ioc.Devices;
using Ioc.Silo.Series;

namespace Ioc.Dashboard.Tests.Fakes;

internal sealed class FakeSeries : ISeries
{
    public SeriesQuery? Asked { get; set; }

    public Task<IReadOnlyList<SeriesResult>> QueryAsync(SeriesQuery query, CancellationToken cancellationToken)
    {
        Asked = query;
        if (query.IsTotal)
            return Task.FromResult<IReadOnlyList<SeriesResult>>(
            [
                .. from metric in query.Metrics
                   select new SeriesResult
                   {
                       UnitCode = query.UnitCodes.Count > 0 ? query.UnitCodes[0] : null, Kind = query.Kinds.Count > 0 ? query.Kinds[0] : DeviceKind.Hotspot, Metric = metric, StepSeconds = 60,
                       At = [60_000], Mean = [1.5], Min = [1], Max = [2], Count = [2], Sum = [3], Devices = [2],
                   },
            ]);
        return Task.FromResult<IReadOnlyList<SeriesResult>>(
        [
            .. from device in query.DeviceIds
               from metric in query.Metrics
               select new SeriesResult { DeviceId = device, Metric = metric, StepSeconds = 60, At = [60_000], Mean = [1.5], Min = [1], Max = [2], Count = [2] },
        ]);
    }
}
