using Ioc.Silo.Exports;
using Ioc.Silo.Influx;
using Ioc.Silo.Series;
using Ioc.Silo.Tests.Series;

namespace Ioc.Silo.Tests.Influx;

/// <summary>Against Debian's InfluxDB 1.6: what the suite of all stores (Stores/) does not ask.</summary>
public sealed class InfluxTests
{
    private const long Start = 1_795_334_400_000;

    public static bool Missing => !SeriesServer.HasInflux;

    [Fact(Skip = "influxdb is not installed", SkipWhen = nameof(Missing))]
    public async Task Hours_that_the_server_added_up_answer_as_the_points_do_also_after_late_ones()
    {
        await using var server = await SeriesServer.StartInfluxAsync();
        using var rig = new InfluxRig(server.Address);
        var random = new Random(11);
        var now = DateTimeOffset.FromUnixTimeMilliseconds(Start).AddHours(24);
        for (var turn = 0; turn < 3; turn++)
        {
            rig.Write(Enumerable.Range(0, 300).Select(_ => Message(random)).ToList());
            Assert.Equal(InfluxOutcome.Done, (await rig.Forwarder.DrainAsync(default)).Outcome);
            for (InfluxAnswer? answer = InfluxAnswer.Done; answer is { } one; answer = await rig.Rollups.StepAsync(now, default))
                Assert.Equal(InfluxOutcome.Done, one.Outcome);
            rig.RestartForwarder();
            foreach (var step in (int[])[3_600, 7_200, 86_400])
            {
                var query = TelemetryFixture.Query(["d1", "d2", "d17"], [TelemetryFixture.Clients, TelemetryFixture.Rtt], Start - 10_000_000, Start + 10_000_000, step);
                AssertSame(await rig.Store.Series.QueryAsync(query, default), await rig.Series.QueryAsync(query, default));
            }
        }

        // The raw points may go: the hours still know them.
        Assert.Equal(Start - (Start % 3_600_000) + (3 * 3_600_000), rig.Rollups.DoneMs);
        await server.GetAsync("query?q=" + Uri.EscapeDataString("SHOW RETENTION POLICIES ON ioc"));
        await server.PostAsync("query?db=ioc&q=" + Uri.EscapeDataString("DROP RETENTION POLICY \"ioc\" ON \"ioc\""), "");
        var whole = TelemetryFixture.Query(["d1", "d2"], [TelemetryFixture.Clients], Start - (3 * 3_600_000), Start + (3 * 3_600_000), 3_600);
        AssertSame(await rig.Store.Series.QueryAsync(whole, default), await rig.Series.QueryAsync(whole, default));
    }

    [Fact(Skip = "influxdb is not installed", SkipWhen = nameof(Missing))]
    public async Task A_message_sent_twice_is_one_point_and_two_in_one_millisecond_are_two()
    {
        await using var server = await SeriesServer.StartInfluxAsync();
        using var rig = new InfluxRig(server.Address);
        rig.Write((1, Start, 4, null), (1, Start, 6, null));
        rig.Write((1, Start, 8, null));
        await rig.Forwarder.DrainAsync(default);
        rig.Store.Database.Write((connection, transaction) => Dapper.SqlMapper.Execute(connection, "UPDATE telemetry_forwarding SET position = 0", transaction: transaction));
        rig.RestartForwarder();
        await rig.Forwarder.DrainAsync(default);
        var result = Assert.Single(await rig.Series.QueryAsync(TelemetryFixture.Query(["d1"], [TelemetryFixture.Clients], Start, Start + 1_000, 1), default));
        Assert.Equal([3], result.Count);
        Assert.Equal([6.0], result.Mean);
    }

    [Theory(Skip = "influxdb is not installed", SkipWhen = nameof(Missing))]
    [InlineData(ExportForm.Line)]
    [InlineData(ExportForm.Csv)]
    public async Task A_raw_export_has_from_the_server_what_telemetry_db_has_deleted_and_every_point_once(object form)
    {
        await using var server = await SeriesServer.StartInfluxAsync();
        using var rig = new InfluxRig(server.Address);
        for (var hour = 0; hour < 30; hour++)
            rig.Write(Enumerable.Range(1, 3).Select(handle => (handle, Start + (hour * 3_600_000L) + handle, (double)hour, (double?)(hour / 7.0))).ToList());
        await rig.Forwarder.DrainAsync(default);
        var query = TelemetryFixture.Query(["d1", "d3"], [TelemetryFixture.Clients, TelemetryFixture.Rtt], Start, Start + (100 * 3_600_000L), 0);
        async Task<IEnumerable<string>> ExportAsync()
        {
            using var text = new MemoryStream();
            var export = new TelemetryExport(rig.Store.Database, rig.Series, rig.Store.Registry, () => rig.Store, new InfluxPoints(rig.Client));
            await export.WritePointsAsync(query, (ExportForm)form, text, default);
            return System.Text.Encoding.UTF8.GetString(text.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal);
        }

        var before = await ExportAsync();
        rig.Store.Database.Write((connection, transaction) =>
            Dapper.SqlMapper.Execute(connection, "DELETE FROM telemetry_blocks WHERE start_ms < @end", new { end = Start + (25 * 3_600_000L) }, transaction));
        Assert.Equal(before, await ExportAsync());
        await server.KillAsync();
        Assert.Contains("does not answer", (await Assert.ThrowsAsync<SiloUnavailableException>(ExportAsync)).Message, StringComparison.Ordinal);
        await server.StartAsync();
    }

    [Fact(Skip = "influxdb is not installed", SkipWhen = nameof(Missing))]
    public async Task What_was_stored_while_the_server_was_dead_arrives_when_it_is_back()
    {
        await using var server = await SeriesServer.StartInfluxAsync();
        using var rig = new InfluxRig(server.Address);
        rig.Write((1, Start, 1, null));
        await rig.Forwarder.DrainAsync(default);
        await server.KillAsync();
        rig.Write((1, Start + 60_000, 2, null));
        Assert.Equal(InfluxOutcome.Away, (await rig.Forwarder.DrainAsync(default)).Outcome);
        Assert.Equal(1, rig.Waiting());
        await server.StartAsync();
        rig.Write((1, Start + 120_000, 3, null));
        Assert.Equal(InfluxOutcome.Done, (await rig.Forwarder.DrainAsync(default)).Outcome);
        var result = Assert.Single(await rig.Series.QueryAsync(TelemetryFixture.Query(["d1"], [TelemetryFixture.Clients], Start, Start + 180_000, 60), default));
        Assert.Equal([1.0, 2.0, 3.0], result.Mean);
        Assert.Equal(0, rig.Waiting());
    }

    [Fact(Skip = "influxdb is not installed", SkipWhen = nameof(Missing))]
    public async Task Only_the_points_that_the_server_refuses_are_dropped()
    {
        await using var server = await SeriesServer.StartInfluxAsync();
        using var rig = new InfluxRig(server.Address);
        rig.Write((1, Start - 1_000, 1, null));
        await rig.Forwarder.DrainAsync(default);
        // Somebody else's program made rtt_ms a text in this shard: InfluxDB refuses numbers there from now on.
        await server.PostAsync("write?db=ioc", $"hotspot,device=other rtt_ms=\"slow\" {Start}000000");
        rig.Write(Enumerable.Range(0, 100).Select(n => (1 + (n % 4), Start + (n * 1_000L), (double)n, n % 40 == 7 ? 5.0 : (double?)null)).ToList());
        Assert.Equal(InfluxOutcome.Done, (await rig.Forwarder.DrainAsync(default)).Outcome);
        Assert.Equal(3, rig.Forwarder.State.PointsRefused);
        var all = await rig.Series.QueryAsync(
            TelemetryFixture.Query([.. Enumerable.Range(1, 4).Select(n => $"d{n}")], [TelemetryFixture.Clients], Start, Start + 200_000, 3_600), default);
        Assert.Equal(97, all.Sum(series => series.Count.Sum()));
    }

    [Theory(Skip = "influxdb is not installed", SkipWhen = nameof(Missing))]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Points_older_than_the_server_keeps_any_are_counted_and_hold_nothing_up(bool hasBadLine)
    {
        await using var server = await SeriesServer.StartInfluxAsync();
        using var rig = new InfluxRig(server.Address, change: options => options with { RetentionDays = 2 });
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        rig.Write((1, now - 120_000, 0, null));
        await rig.Forwarder.DrainAsync(default);
        if (hasBadLine)
            await server.PostAsync("write?db=ioc", $"hotspot,device=other rtt_ms=\"slow\" {now}000000");
        rig.Write(Enumerable.Range(0, 300).Select(n => (1 + (n % 4), now - (10 * 86_400_000L) + (n * 1_000L), (double)n, (double?)null))
            .Append((1, now - 60_000, 1, null)).Append((1, now, 2, hasBadLine ? 5.0 : null)).ToList());
        Assert.Equal(InfluxOutcome.Done, (await rig.Forwarder.DrainAsync(default)).Outcome);
        Assert.Equal(hasBadLine ? 301 : 300, rig.Forwarder.State.PointsRefused);
        rig.Write((1, now + 1, 3, null));
        Assert.Equal(InfluxOutcome.Done, (await rig.Forwarder.DrainAsync(default)).Outcome);
        Assert.Equal(0, rig.Waiting());
        var all = Assert.Single(await rig.Series.QueryAsync(TelemetryFixture.Query(["d1"], [TelemetryFixture.Clients], now - (20 * 86_400_000L), now + 60_000, 3_600), default));
        Assert.Equal(hasBadLine ? 3 : 4, all.Count.Sum());
        Assert.Equal(3.0, all.Last[^1]);
    }

    [Fact(Skip = "influxdb is not installed", SkipWhen = nameof(Missing))]
    public async Task The_database_and_its_retention_are_made_and_later_changed()
    {
        await using var server = await SeriesServer.StartInfluxAsync();
        using (var rig = new InfluxRig(server.Address))
            await rig.Forwarder.DrainAsync(default);
        using (var rig = new InfluxRig(server.Address))
            Assert.Equal("has the database 'ioc' and lets us write and read there", (await InfluxInspection.OfAsync(rig.Options, TimeProvider.System, default)).Found);
        Assert.Contains("\"ioc\",\"72000h0m0s\"", await server.GetAsync("query?q=SHOW+RETENTION+POLICIES+ON+ioc"), StringComparison.Ordinal);
        using (var rig = new InfluxRig(server.Address, change: options => options with { RetentionDays = 20 }))
            await rig.Forwarder.DrainAsync(default);
        Assert.Contains("\"ioc\",\"480h0m0s\"", await server.GetAsync("query?q=SHOW+RETENTION+POLICIES+ON+ioc"), StringComparison.Ordinal);
    }

    private static (int Handle, long AtMs, double Clients, double? Rtt) Message(Random random) =>
        (random.Next(1, 41), Start + random.Next(-10_800_000, 10_800_000), random.Next(5_000), random.Next(2) == 0 ? null : random.Next(-100_000, 100_000) / 7.0);

    private static void AssertSame(IReadOnlyList<SeriesResult> expected, IReadOnlyList<SeriesResult> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        foreach (var (one, other) in expected.Zip(actual))
        {
            Assert.Equal((one.DeviceId, one.Metric, one.StepSeconds), (other.DeviceId, other.Metric, other.StepSeconds));
            Assert.Equal(one.At, other.At);
            Assert.Equal(one.Count, other.Count);
            Assert.Equal(one.Min, other.Min);
            Assert.Equal(one.Max, other.Max);
            Assert.Equal(one.Last, other.Last);
            foreach (var (mean, otherMean) in one.Mean.Zip(other.Mean))
                Assert.Equal(mean, otherMean, Math.Abs(mean) * 1e-12);
        }
    }
}
