using System.Text;
using Ioc.Devices;
using Ioc.Devices.Telemetry;
using Ioc.Silo.Exports;
using Ioc.Silo.Series;
using Ioc.Silo.Tests.Series;

namespace Ioc.Silo.Tests.Exports;

public sealed class TelemetryExportTests : IDisposable
{
    private const long Start = 1_795_334_400_000;

    private readonly TelemetryFixture _fixture = new();
    private readonly TelemetryExport _export;

    public TelemetryExportTests()
    {
        _export = new TelemetryExport(_fixture.Database, _fixture.Series, _fixture.Registry, () => _fixture, new NoOlderPoints());
        var buffer = new PointBuffer();
        buffer.TryAdd(1, Start, 1, [new Point(TelemetryFixture.ClientsMetric, 4), new Point(TelemetryFixture.RttMetric, 0.1)]);
        buffer.TryAdd(1, Start + 7_200_000, 2, [new Point(TelemetryFixture.ClientsMetric, 6)]);
        buffer.TryAdd(20, Start + 1_500, 3, [new Point(TelemetryFixture.ClientsMetric, 9)]);
        _fixture.Store.Write(3, [buffer], default);
    }

    [Fact]
    public async Task Raw_points_come_as_rows_with_instants_and_the_digits_that_were_sent() => Assert.Equal(
        "device,kind,unit,metric,at,value\r\n" +
        "d1,hotspot,14758,clients,2026-11-22T08:00:00.000Z,4\r\n" +
        "d1,hotspot,14758,rtt_ms,2026-11-22T08:00:00.000Z,0.1\r\n" +
        "d1,hotspot,14758,clients,2026-11-22T10:00:00.000Z,6\r\n" +
        "d20,hotspot,14758,clients,2026-11-22T08:00:01.500Z,9\r\n",
        await PointsAsync(Query(["d1", "d20"]), ExportForm.Csv));

    [Fact]
    public async Task Line_protocol_has_the_times_that_the_forwarder_gives() => Assert.Equal(
        "hotspot,device=d20,kind=hotspot,unit=14758 clients=9 1795334401500498252\n",
        await PointsAsync(Query([]) with { Kinds = [DeviceKind.Hotspot], From = DateTimeOffset.FromUnixTimeMilliseconds(Start + 1) , To = DateTimeOffset.FromUnixTimeMilliseconds(Start + 2_000) }, ExportForm.Line));

    [Fact]
    public async Task Buckets_come_a_row_each_with_what_fits_a_device_or_a_kind()
    {
        Assert.Equal(
            "device,unit,kind,metric,step_seconds,at,count,mean,min,max,last,sum,devices\r\nd20,14758,hotspot,clients,3600,2026-11-22T08:00:00.000Z,1,9,9,9,9,,\r\n",
            await BucketsAsync(Query(["d20"]) with { Metrics = ["clients"], StepSeconds = 3_600 }, ExportForm.Csv));
        Assert.Equal(
            ",,hotspot,clients,86400,2026-11-22T00:00:00.000Z,3,6.333333333333333,4,9,,14,2\r\n",
            await BucketsAsync(Query([]) with { Kinds = [DeviceKind.Hotspot], Metrics = ["clients"], StepSeconds = 86_400 }, ExportForm.CsvRest));
        Assert.Equal(
            "hotspot_86400s,device=d1,kind=hotspot,unit=14758 clients_mean=5,clients_min=4,clients_max=6,clients_count=2,clients_last=6 1795305600000000000\n",
            await BucketsAsync(Query(["d1"]) with { Metrics = ["clients"], StepSeconds = 86_400 }, ExportForm.Line));
    }

    public void Dispose() => _fixture.Dispose();

    private static SeriesQuery Query(IReadOnlyList<string> devices) =>
        TelemetryFixture.Query(devices, [TelemetryFixture.Clients, TelemetryFixture.Rtt], Start, Start + 86_400_000, 0);

    private async Task<string> PointsAsync(SeriesQuery query, ExportForm form)
    {
        var target = new MemoryStream();
        await _export.WritePointsAsync(query, form, target, default);
        return Encoding.UTF8.GetString(target.ToArray());
    }

    private async Task<string> BucketsAsync(SeriesQuery query, ExportForm form)
    {
        var target = new MemoryStream();
        await _export.WriteBucketsAsync(query, form, target, default);
        return Encoding.UTF8.GetString(target.ToArray());
    }
}
