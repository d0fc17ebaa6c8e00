using System.Text;
using Ioc.Silo.Exports;
using Ioc.Silo.Influx;
using Ioc.Silo.Tests.Series;

namespace Ioc.Silo.Tests.Influx;

/// <summary>Against Debian's InfluxDB 1.6: the same message is the same point, however its rows were cut, merged and sent.</summary>
public sealed class SamePointTests
{
    private const long Start = 1_795_334_400_000;

    /// <summary>Two in a millisecond of one checkpoint, others in the same millisecond of the next ones, two of which say the same.</summary>
    private static readonly (int Handle, long AtMs, double Clients, double? Rtt)[] Messages =
    [
        (2, Start - 10, 1, null), (1, Start, 4, null), (1, Start, 6, 2.5), (1, Start, 8, null), (1, Start, 8, null), (2, Start + 40, 7, 1.25),
        (1, Start + 1_000, 8, null), (2, Start + 2_000, 7, null),
    ];

    public static bool Missing => !SeriesServer.HasInflux;

    [Fact(Skip = "influxdb is not installed", SkipWhen = nameof(Missing))]
    public async Task What_is_sent_again_after_a_start_without_the_server_and_a_compaction_changes_nothing()
    {
        await using var server = await SeriesServer.StartInfluxAsync();
        using var rig = new InfluxRig(server.Address);
        await FillAsync(rig, 3, 4, 5);
        Assert.Equal((5, 3), await CountAsync(rig));
        Compact(rig);
        TelemetryOutbox.Abandon(rig.Store.Database);
        rig.RestartForwarder();
        await rig.Forwarder.DrainAsync(default);
        Assert.Equal((5, 3), await CountAsync(rig));
    }

    [Fact(Skip = "influxdb is not installed", SkipWhen = nameof(Missing))]
    public async Task A_journal_that_is_replayed_in_other_checkpoints_gives_the_same_points()
    {
        await using var server = await SeriesServer.StartInfluxAsync();
        foreach (var cuts in (int[][])[[], [2], [1, 4, 6], [1, 2, 3, 4, 5, 6, 7]])
        {
            using var rig = new InfluxRig(server.Address);
            await FillAsync(rig, cuts);
            Assert.Equal((5, 3), await CountAsync(rig));
        }
    }

    [Fact(Skip = "influxdb is not installed", SkipWhen = nameof(Missing))]
    public async Task An_export_of_merged_rows_that_is_written_back_changes_nothing()
    {
        await using var server = await SeriesServer.StartInfluxAsync();
        using var rig = new InfluxRig(server.Address);
        await FillAsync(rig, 3, 4, 5);
        Compact(rig);
        using var lines = new MemoryStream();
        var query = TelemetryFixture.Query(["d1", "d2"], [TelemetryFixture.Clients], Start - 3_600_000, Start + 3_600_000, 0);
        await new TelemetryExport(rig.Store.Database, rig.Series, rig.Store.Registry, () => rig.Store, new NoOlderPoints())
            .WritePointsAsync(query, ExportForm.Line, lines, default);
        await server.PostAsync("write?db=ioc&precision=ns", Encoding.UTF8.GetString(lines.ToArray()));
        Assert.Equal((5, 3), await CountAsync(rig));
    }

    [Fact]
    public async Task What_waits_in_a_millisecond_that_was_sent_already_keeps_its_place_when_a_request_fails()
    {
        using var server = new FlakyServer();
        using var rig = new InfluxRig(server.Address);
        rig.Write((1, Start, 6, null));
        await rig.Forwarder.DrainAsync(default);
        rig.Write((1, Start, 6, null), (1, Start + 5, 7, null));
        server.NextStatuses.Enqueue(401);
        Assert.Equal(InfluxOutcome.Unauthorised, (await rig.Forwarder.DrainAsync(default)).Outcome);
        Assert.Equal(InfluxOutcome.Done, (await rig.Forwarder.DrainAsync(default)).Outcome);
        Assert.Equal((3, 3), (server.Lines.Count, server.Lines.Values.Sum()));
    }

    [Fact]
    public void Columns_may_come_in_any_order()
    {
        static long[] Times(params ushort[] metrics)
        {
            var times = new PointTimes();
            times.BeginBlock([Start, Start]);
            foreach (var metric in metrics)
                if (times.Begin(metric))
                    for (var row = 0; row < 2; row++)
                        times.Take(row, Start, metric + (0.25 * row));
            times.EndBlock(1, 1);
            return times.AtNs.ToArray();
        }

        Assert.Equal(Times(3, 9, 4), Times(9, 4, 3));
        Assert.NotEqual(Times(3, 9, 4)[0], Times(3, 9, 4)[1]);
    }

    /// <summary>A checkpoint ends before each of these messages, and everything is sent after each.</summary>
    private static async Task FillAsync(InfluxRig rig, params int[] cuts)
    {
        foreach (var (from, to) in cuts.Prepend(0).Zip(cuts.Append(Messages.Length)))
        {
            rig.Write(Messages[from..to]);
            Assert.Equal(InfluxOutcome.Done, (await rig.Forwarder.DrainAsync(default)).Outcome);
        }
    }

    private static void Compact(InfluxRig rig)
    {
        var rewritten = 0;
        for (var step = 0; step < 4; step++)
            rewritten += rig.Store.Compaction.Step(DateTimeOffset.FromUnixTimeMilliseconds(Start).AddDays(1), default);
        Assert.NotEqual(0, rewritten);
    }

    private static async Task<(int One, int Two)> CountAsync(InfluxRig rig)
    {
        var query = TelemetryFixture.Query(["d1", "d2"], [TelemetryFixture.Clients], Start - 3_600_000, Start + 3_600_000, 3_600);
        var answer = await rig.Series.QueryAsync(query, default);
        return (answer[0].Count.Sum(), answer[1].Count.Sum());
    }
}
