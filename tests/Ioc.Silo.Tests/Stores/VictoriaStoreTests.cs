using System.Text.Json;
using Ioc.Silo.Tests.Influx;
using Ioc.Silo.Tests.Series;

namespace Ioc.Silo.Tests.Stores;

/// <summary>The suite's messages written to Debian's VictoriaMetrics, which answers no InfluxQL: every value under its device, field and time. It is started with
/// <c>-dedup.minScrapeInterval=1ms</c>, as its administrator must: by itself it keeps a point as often as it is sent.</summary>
public sealed class VictoriaStoreTests
{
    [Fact]
    public async Task Every_value_arrives_once_also_when_it_is_sent_again()
    {
        await using var rig = await OpenAsync();
        var messages = await StoreSuite.FillAsync(rig);
        var expected = messages.SelectMany(message => ((string, double?)[])[(TelemetryFixture.Clients, message.Clients), (TelemetryFixture.Rtt, message.Rtt)],
            (message, field) => (Series: $"d{message.Handle} hotspot_{field.Item1}", message.AtMs, Value: field.Item2)).Where(point => point.Value is not null)
            .Select(point => (point.Series, point.AtMs, Value: point.Value!.Value)).Order().ToList();
        Assert.Equal(expected, await HeldAsync(rig.Server));
        rig.ForgetWhatWasSent();
        await rig.SettleAsync();
        Assert.Equal(expected, await HeldAsync(rig.Server));
    }

    private static async Task<ServerRig> OpenAsync()
    {
        Assert.SkipUnless(SeriesServer.HasVictoria, "victoria-metrics is not installed");
        return new ServerRig(await SeriesServer.StartVictoriaAsync(), hoursTo: null);
    }

    private static async Task<List<(string Series, long AtMs, double Value)>> HeldAsync(SeriesServer server)
    {
        // New points become visible when they are flushed; this asks for it.
        await server.GetAsync("internal/force_flush");
        var lines = (await server.GetAsync("api/v1/export?match[]={__name__=~\"hotspot_.*\"}")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.SelectMany(Points).Order()];
    }

    private static IEnumerable<(string Series, long AtMs, double Value)> Points(string line)
    {
        using var series = JsonDocument.Parse(line);
        var metric = series.RootElement.GetProperty("metric");
        var name = $"{metric.GetProperty("device").GetString()} {metric.GetProperty("__name__").GetString()}";
        return [.. series.RootElement.GetProperty("timestamps").EnumerateArray().Zip(
            series.RootElement.GetProperty("values").EnumerateArray(), (at, value) => (name, at.GetInt64(), value.GetDouble()))];
    }
}
