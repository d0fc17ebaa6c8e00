using Ioc.Silo.Influx;

namespace Ioc.Silo.Tests.Influx;

/// <summary>Against Debian's VictoriaMetrics: writes only, it answers no InfluxQL.</summary>
public sealed class VictoriaTests
{
    private const long Start = 1_795_334_400_000;

    public static bool Missing => !SeriesServer.HasVictoria;

    [Fact(Skip = "victoria-metrics is not installed", SkipWhen = nameof(Missing))]
    public async Task Every_point_arrives()
    {
        await using var server = await SeriesServer.StartVictoriaAsync();
        using var rig = new InfluxRig(server.Address);
        rig.Write(Enumerable.Range(0, 50).Select(n => (1 + (n % 4), Start - (n * 60_000L), (double)n, (double?)(n / 4.0))).ToList());
        Assert.Equal(InfluxOutcome.Done, (await rig.Forwarder.DrainAsync(default)).Outcome);
        Assert.Equal(InfluxVersion.VictoriaMetrics, rig.Client.Version);
        Assert.Equal(100, rig.Forwarder.State.PointsSent);
        // New points become visible when they are flushed; this asks for it.
        await server.GetAsync("internal/force_flush");
        var lines = (await server.GetAsync("api/v1/export?match[]={__name__=~\"hotspot_.*\"}")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(8, lines.Length);
        Assert.Contains(lines, line => line.Contains("\"device\":\"d1\"", StringComparison.Ordinal) && line.Contains("hotspot_rtt_ms", StringComparison.Ordinal));
    }
}
