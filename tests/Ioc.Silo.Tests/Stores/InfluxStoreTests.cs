using System.Globalization;
using System.Text;
using System.Text.Json;
using Ioc.Devices;
using Ioc.Silo.Exports;
using Ioc.Silo.Tests.Influx;
using Ioc.Silo.Tests.Series;

namespace Ioc.Silo.Tests.Stores;

/// <summary>The suite against Debian's InfluxDB 1.6.</summary>
public sealed class InfluxStoreTests : StoreSuite
{
    private protected override async Task<StoreRig> OpenAsync() => await OpenServerAsync(hoursTo: null);

    /// <summary>Totals are answered from telemetry.db; what the server would say to the same question must be the same.</summary>
    [Fact]
    public async Task The_server_adds_up_units_as_we_do()
    {
        await using var rig = await OpenServerAsync(hoursTo: null);
        var messages = await FillAsync(rig);
        var unit = rig.Fixture.Registry.Current.FindDevice(1)!.UnitCode;
        var query = TelemetryFixture.Query([], [TelemetryFixture.Clients], Start, Start + 43_200_000, 3_600) with { UnitCodes = [unit], Kinds = [DeviceKind.Hotspot] };
        var expected = Assert.Single(ExpectedSeries.Of(messages, query, rig.Fixture.Registry.Current));
        var time = string.Create(CultureInfo.InvariantCulture, $"time >= {Start}ms AND time < {Start + 43_200_000}ms");
        var answer = await rig.Server.GetAsync("query?db=ioc&epoch=ms&q=" + Uri.EscapeDataString(
            $"SELECT sum(a), min(b), max(c), sum(d), count(a) FROM (SELECT mean(clients) AS a, min(clients) AS b, max(clients) AS c, count(clients) AS d FROM hotspot " +
            $"WHERE unit = '{unit}' AND {time} GROUP BY time(1h), device) WHERE {time} GROUP BY time(1h) fill(none)"));
        using var result = JsonDocument.Parse(answer);
        var rows = result.RootElement.GetProperty("results")[0].GetProperty("series")[0].GetProperty("values").EnumerateArray()
            .Select(row => row.EnumerateArray().Select(cell => cell.GetDouble()).ToList()).ToList();
        Assert.Equal(expected.At, rows.Select(row => (long)row[0]));
        foreach (var (sum, row) in expected.Sum.Zip(rows))
            Assert.Equal(sum, row[1], Math.Abs(sum) * 1e-12);
        Assert.Equal(expected.Min, rows.Select(row => row[2]));
        Assert.Equal(expected.Max, rows.Select(row => row[3]));
        Assert.Equal(expected.Count, rows.Select(row => (int)row[4]));
        Assert.Equal(expected.Devices, rows.Select(row => (int)row[5]));
    }

    [Fact]
    public async Task What_is_sent_again_after_a_crash_and_what_is_exported_and_written_back_changes_nothing()
    {
        await using var rig = await OpenServerAsync(hoursTo: null);
        var messages = await FillAsync(rig);
        var query = TelemetryFixture.Query(["d1", "d2", "d39"], [TelemetryFixture.Clients, TelemetryFixture.Rtt], Start, Start + 43_200_000, 60);
        var before = await rig.Series.QueryAsync(query, default);
        Assert.Equal(messages.Count(message => message.Handle is 1 or 2 or 39), before.Where(series => series.Metric == TelemetryFixture.Clients).Sum(series => series.Count.Sum()));
        rig.ForgetWhatWasSent();
        await rig.SettleAsync();
        AssertEqual(before, await rig.Series.QueryAsync(query, default));
        var lines = new MemoryStream();
        await new TelemetryExport(rig.Fixture.Database, rig.Series, rig.Fixture.Registry, () => rig.Fixture, new NoOlderPoints()).WritePointsAsync(query, ExportForm.Line, lines, default);
        await rig.Server.PostAsync("write?db=ioc&precision=ns", Encoding.UTF8.GetString(lines.ToArray()));
        AssertEqual(before, await rig.Series.QueryAsync(query, default));
    }

    private static async Task<ServerRig> OpenServerAsync(DateTimeOffset? hoursTo)
    {
        Assert.SkipUnless(SeriesServer.HasInflux, "influxdb is not installed");
        return new ServerRig(await SeriesServer.StartInfluxAsync(), hoursTo);
    }

    private static void AssertEqual(IReadOnlyList<Silo.Series.SeriesResult> before, IReadOnlyList<Silo.Series.SeriesResult> after) => Assert.Equal(
        before.SelectMany(series => series.At.Zip(series.Count, series.Mean)), after.SelectMany(series => series.At.Zip(series.Count, series.Mean)));
}
