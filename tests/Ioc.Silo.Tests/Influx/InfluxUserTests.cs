using Ioc.Silo.Influx;
using Ioc.Silo.Tests.Series;

namespace Ioc.Silo.Tests.Influx;

/// <summary>Against Debian's InfluxDB 1.6 with users: what a centre may do there that is not its administrator, and what <c>ioc doctor</c> says of it.</summary>
public sealed class InfluxUserTests
{
    private const long Start = 1_795_334_400_000;

    public static bool Missing => !SeriesServer.HasInflux;

    [Fact(Skip = "influxdb is not installed", SkipWhen = nameof(Missing))]
    public async Task A_plain_user_is_enough_for_a_database_that_is_there()
    {
        await using var server = await OpenAsync("ALL");
        using var rig = Rig(server, "plain");
        Assert.Equal((InfluxOutcome.Done, 1), await SendAsync(rig));
        Assert.Null(await rig.Rollups.StepAsync(DateTimeOffset.FromUnixTimeMilliseconds(Start).AddDays(1), default));
        Assert.Null(rig.Forwarder.State.Problem);
        var seen = await LookAsync(rig);
        Assert.Null(seen.Problem);
        Assert.Contains("CREATE RETENTION POLICY \"ioc_hours\" ON \"ioc\" DURATION 1826d", seen.Found, StringComparison.Ordinal);
        Assert.Contains("ALTER RETENTION POLICY \"ioc\" ON \"ioc\" DURATION 3000d", seen.Found, StringComparison.Ordinal);
    }

    [Fact(Skip = "influxdb is not installed", SkipWhen = nameof(Missing))]
    public async Task Where_an_administrator_s_centre_has_made_everything_a_plain_user_s_adds_up_hours_too()
    {
        await using var server = await OpenAsync("ALL");
        using (var first = Rig(server, "admin"))
            Assert.Equal((InfluxOutcome.Done, 1), await SendAsync(first));
        using var rig = Rig(server, "plain");
        Assert.Equal("has the database 'ioc' and lets us write and read there", (await LookAsync(rig)).Found);
        Assert.Equal((InfluxOutcome.Done, 1), await SendAsync(rig));
        await AddUpAsync(rig, server);
    }

    [Fact(Skip = "influxdb is not installed", SkipWhen = nameof(Missing))]
    public async Task A_plain_user_s_points_and_hours_go_by_the_default_policy_whatever_its_name()
    {
        await using var server = await OpenAsync("ALL");
        foreach (var policy in (string[])["other ON ioc DURATION INF REPLICATION 1 DEFAULT", "ioc_hours ON ioc DURATION INF REPLICATION 1"])
            await server.PostAsync("query?u=admin&p=secret&q=" + Uri.EscapeDataString("CREATE RETENTION POLICY " + policy), "");
        using var rig = Rig(server, "plain");
        Assert.Equal((InfluxOutcome.Done, 1), await SendAsync(rig));
        await AddUpAsync(rig, server);
    }

    [Theory(Skip = "influxdb is not installed", SkipWhen = nameof(Missing))]
    [InlineData("ALL", "wrong", "401", "IOC_TELEMETRY_SECRET")]
    [InlineData("READ", "secret", "not authorized to write", "IOC_TELEMETRY_SECRET")]
    [InlineData(null, "secret", "no database 'ioc' that the user may see", "GRANT ALL ON \"ioc\" TO \"plain\"")]
    public async Task Who_may_not_write_waits_and_is_told_why(string? right, string secret, string why, string advice)
    {
        await using var server = await OpenAsync(right);
        using var rig = Rig(server, "plain", secret);
        rig.Write((1, Start, 1, null));
        var answer = await rig.Forwarder.DrainAsync(default);
        Assert.Equal(InfluxOutcome.Unauthorised, answer.Outcome);
        Assert.Contains(why, answer.Text, StringComparison.Ordinal);
        Assert.Equal(1, rig.Waiting());
        var problem = (await LookAsync(rig)).Problem;
        Assert.Contains(why, problem, StringComparison.Ordinal);
        Assert.Contains(advice, problem, StringComparison.Ordinal);
    }

    [Fact(Skip = "influxdb is not installed", SkipWhen = nameof(Missing))]
    public async Task Who_may_only_write_writes_and_is_told_that_nothing_can_be_shown()
    {
        await using var server = await OpenAsync("WRITE");
        using var rig = Rig(server, "plain");
        rig.Write((1, Start, 1, null));
        Assert.Equal(InfluxOutcome.Done, (await rig.Forwarder.DrainAsync(default)).Outcome);
        Assert.Null(await rig.Rollups.StepAsync(DateTimeOffset.FromUnixTimeMilliseconds(Start).AddDays(1), default));
        Assert.Contains("requires READ on ioc", (await LookAsync(rig)).Problem, StringComparison.Ordinal);
        Assert.Contains("GRANT ALL ON \"ioc\" TO \"plain\"", (await LookAsync(rig)).Problem, StringComparison.Ordinal);
    }

    /// <summary>A server with an administrator, a database as it is made by hand, and a user with this right to it.</summary>
    private static async Task<SeriesServer> OpenAsync(string? right)
    {
        var server = await SeriesServer.StartInfluxAsync(hasUsers: true);
        await server.PostAsync("query?q=" + Uri.EscapeDataString("CREATE USER admin WITH PASSWORD 'secret' WITH ALL PRIVILEGES"), "");
        string[] statements = [
            "CREATE DATABASE ioc", "CREATE RETENTION POLICY ioc ON ioc DURATION 4000d REPLICATION 1 DEFAULT", "CREATE USER plain WITH PASSWORD 'secret'",
            .. right is null ? (string[])[] : [$"GRANT {right} ON ioc TO plain"]];
        foreach (var statement in statements)
            await server.PostAsync("query?u=admin&p=secret&q=" + Uri.EscapeDataString(statement), "");
        return server;
    }

    private static InfluxRig Rig(SeriesServer server, string user, string secret = "secret") =>
        new(server.Address, change: options => options with { UserName = user, Secret = secret });

    /// <summary>One point to there and back: how it went, and how many points the server answers with.</summary>
    private static async Task<(InfluxOutcome Outcome, long Points)> SendAsync(InfluxRig rig)
    {
        rig.Write((1, Start, 1, null));
        var answer = await rig.Forwarder.DrainAsync(default);
        var series = await rig.Series.QueryAsync(TelemetryFixture.Query(["d1"], [TelemetryFixture.Clients], Start, Start + 60_000, 1), default);
        return (answer.Outcome, series.Sum(one => one.Count.Sum()));
    }

    private static async Task AddUpAsync(InfluxRig rig, SeriesServer server)
    {
        Assert.Equal(InfluxAnswer.Done, await rig.Rollups.StepAsync(DateTimeOffset.FromUnixTimeMilliseconds(Start).AddDays(1), default));
        Assert.Contains("sum_clients", await server.GetAsync($"query?u=admin&p=secret&db=ioc&q={Uri.EscapeDataString("SELECT * FROM ioc_hours.hotspot")}"), StringComparison.Ordinal);
    }

    private static Task<InfluxInspection> LookAsync(InfluxRig rig) => InfluxInspection.OfAsync(rig.Options, TimeProvider.System, default);
}
