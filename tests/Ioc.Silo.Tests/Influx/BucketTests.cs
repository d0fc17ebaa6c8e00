using Ioc.Silo.Influx;

namespace Ioc.Silo.Tests.Influx;

/// <summary>InfluxDB 2.x, as far as its documentation says what it does; and a real VictoriaMetrics behind the same address.</summary>
public sealed class BucketTests : IDisposable
{
    private const long Start = 1_795_334_400_000;

    private readonly BucketServer _server = new();

    public static bool Missing => !SeriesServer.HasVictoria;

    [Fact]
    public async Task Every_line_arrives_once_in_its_bucket()
    {
        using var rig = Rig();
        Write(rig, 50);
        Assert.Equal(InfluxOutcome.Done, (await rig.Forwarder.DrainAsync(default)).Outcome);
        Assert.Equal((InfluxVersion.V2, "InfluxDB 2.7.12"), (rig.Client.Version, rig.Client.VersionText));
        Assert.Equal((50, 50), (_server.Lines.Count, _server.Lines.Values.Sum()));
        Assert.Empty(_server.Strange);
    }

    [Fact]
    public async Task A_wrong_token_is_said_before_anything_is_sent_and_everything_waits()
    {
        using var rig = Rig(options => options with { Secret = "another" });
        Write(rig, 3);
        Assert.Equal(InfluxOutcome.Unauthorised, (await rig.Forwarder.DrainAsync(default)).Outcome);
        Assert.Contains("refuses the user or token", await ProblemAsync(rig), StringComparison.Ordinal);
        Assert.Empty(_server.Lines);
    }

    [Fact]
    public async Task A_missing_bucket_is_named_and_everything_waits_until_it_is_made()
    {
        _server.Buckets.Clear();
        using var rig = Rig();
        Write(rig, 3);
        var answer = await rig.Forwarder.DrainAsync(default);
        Assert.Equal(InfluxOutcome.NotThere, answer.Outcome);
        Assert.Contains("no bucket 'ioc' in the organisation 'province'", answer.Text, StringComparison.Ordinal);
        Assert.Contains("have its administrator make it", await ProblemAsync(rig), StringComparison.Ordinal);
        _server.Buckets.Add("ioc");
        Assert.Null(await ProblemAsync(rig));
        Assert.Equal(InfluxOutcome.Done, (await rig.Forwarder.DrainAsync(default)).Outcome);
        Assert.Equal(3, _server.Lines.Count);
    }

    [Fact]
    public async Task A_token_that_may_only_write_is_named_and_telemetry_goes_on()
    {
        _server.MayRead = false;
        using var rig = Rig();
        Write(rig, 3);
        Assert.Equal(InfluxOutcome.Done, (await rig.Forwarder.DrainAsync(default)).Outcome);
        Assert.Equal(3, _server.Lines.Count);
        Assert.Contains("answers no questions about it (403", await ProblemAsync(rig), StringComparison.Ordinal);
        _server.MayRead = true;
        Assert.Null(await ProblemAsync(rig));
    }

    [Fact]
    public async Task A_3_x_needs_no_organisation()
    {
        using var server = new BucketServer(version: "3.4.1");
        using var rig = Rig(server, options => options with { Organisation = null });
        Write(rig, 3);
        Assert.Equal(InfluxOutcome.Done, (await rig.Forwarder.DrainAsync(default)).Outcome);
        Assert.Equal((3, "InfluxDB 3.4.1"), (server.Lines.Count, rig.Client.VersionText));
        Assert.Empty(server.Strange);
    }

    [Fact]
    public async Task Without_an_organisation_the_address_is_said_to_be_incomplete()
    {
        using var rig = Rig(options => options with { Organisation = null });
        Assert.Contains("add ?org=NAME", (await rig.Forwarder.DrainAsync(default)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_partial_write_exactly_the_conflicting_points_are_dropped()
    {
        _server.Conflict = "clients=17 ";
        using var rig = Rig();
        Write(rig, 40);
        Assert.Equal(InfluxOutcome.Done, (await rig.Forwarder.DrainAsync(default)).Outcome);
        Assert.Equal((39, 1L), (_server.Lines.Count, rig.Forwarder.State.PointsRefused));
    }

    [Fact]
    public async Task A_busy_server_is_asked_again_when_it_said_so_and_not_before()
    {
        using var rig = Rig();
        Assert.Equal(InfluxOutcome.Done, (await rig.Forwarder.DrainAsync(default)).Outcome);
        Write(rig, 3);
        _server.BusyTimes = 1;
        var asked = TimeProvider.System.GetTimestamp();
        Assert.Equal(InfluxOutcome.Done, (await rig.Forwarder.DrainAsync(default)).Outcome);
        // Only a lower bound: a slow machine makes it longer. Without the server's word it would be some 250 ms.
        Assert.True(TimeProvider.System.GetElapsedTime(asked).TotalSeconds >= BucketServer.RetryAfterSeconds - 0.1, "asked again too soon");
        Assert.Equal(3, _server.Lines.Count);
    }

    [Fact(Skip = "victoria-metrics is not installed", SkipWhen = nameof(Missing))]
    public async Task A_real_server_takes_the_same_requests()
    {
        await using var victoria = await SeriesServer.StartVictoriaAsync();
        using var front = new BucketServer(victoria.Address);
        using var rig = Rig(front);
        Write(rig, 50);
        Assert.Equal(InfluxOutcome.Done, (await rig.Forwarder.DrainAsync(default)).Outcome);
        await victoria.GetAsync("internal/force_flush");
        var values = (await victoria.GetAsync("api/v1/export?match[]={__name__=\"hotspot_clients\"}")).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Sum(series => System.Text.Json.JsonDocument.Parse(series).RootElement.GetProperty("values").GetArrayLength());
        Assert.Equal(50, values);
    }

    public void Dispose() => _server.Dispose();

    private InfluxRig Rig(Func<InfluxOptions, InfluxOptions>? change = null) => Rig(_server, change);

    internal static InfluxRig Rig(BucketServer server, Func<InfluxOptions, InfluxOptions>? change = null) => new(
        server.Address, change: options => (change ?? (same => same))(options with { Organisation = BucketServer.Organisation, Secret = BucketServer.Token }));

    /// <summary>What <c>ioc doctor</c> says.</summary>
    private static async Task<string?> ProblemAsync(InfluxRig rig) => (await InfluxInspection.OfAsync(rig.Options, TimeProvider.System, default)).Problem;

    private static void Write(InfluxRig rig, int messages) =>
        rig.Write(Enumerable.Range(0, messages).Select(n => (1 + (n % 4), Start - (n * 1_000L), (double)n, (double?)null)).ToList());
}
