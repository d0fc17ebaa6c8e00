using Ioc.Silo.Series;

namespace Ioc.Dashboard.Tests.Fakes;

internal sealed class FakeSeries : ISeries
{
    public SeriesQuery? Asked { get; private set; }

    public Task<IReadOnlyList<SeriesResult>> QueryAsync(SeriesQuery query, CancellationToken cancellationToken)
    {
        Asked = query;
        return Task.FromResult<IReadOnlyList<SeriesResult>>(
        [
            .. from device in query.DeviceIds
               from metric in query.Metrics
               select new SeriesResult { DeviceId = device, Metric = metric, StepSeconds = 60, At = [60_000], Mean = [1.5], Min = [1], Max = [2], Count = [2] },
        ]);
    }
}
