using Dapper;
using FsCheck;
using FsCheck.Fluent;
using Ioc.Devices;
using Ioc.Devices.Telemetry;
using Ioc.Silo.Rollups;
using Ioc.Silo.Series;
using Ioc.Silo.Tests.Series;

namespace Ioc.Silo.Tests.Rollups;

public sealed class TelemetryRollupTests : IDisposable
{
    /// <summary>Midnight, so that the tests' hours lie in one day or another as they say.</summary>
    private const long Start = 20_780 * 86_400_000L;

    private const long HourMs = GroupBlock.HourMs;

    private static readonly string[] Metrics = [TelemetryFixture.Clients, TelemetryFixture.Rtt];

    private readonly TelemetryFixture _fixture = new();
    private long _position;

    private static readonly Gen<(int Handle, long AtMs, int Clients, int? Rtt)[]> Messages =
        (from handle in Gen.Choose(1, 40)
         from at in Gen.Choose(0, 50 * 3_600 * 1_000)
         from clients in Gen.Choose(-50, 5_000)
         from rtt in Gen.Choose(-1_000, 9_000)
         select (handle, Start + at, clients, rtt < 0 ? (int?)null : rtt)).ArrayOf();

    [Fact]
    public void Rolled_up_points_answer_as_raw_ones_wherever_the_query_and_the_roll_up_were_cut() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(20).WithEndSize(400),
        Prop.ForAll(
            Messages.ToArbitrary(), Gen.Choose(-3_600_000, 52 * 3_600_000).Three().ToArbitrary(), Gen.Elements(60, 120, 300, 900, 1_800, 3_600, 7_200, 86_400, 13, 90).ToArbitrary(),
            (messages, cuts, step) =>
            {
                using var raw = new TelemetryFixture();
                using var rolled = new TelemetryFixture();
                var middle = messages.Length / 2;
                foreach (var fixture in (TelemetryFixture[])[raw, rolled])
                    Write(fixture, messages[..middle], 0);
                rolled.RollUp(At(cuts.Item3));
                // The second half comes late for every hour that was rolled up by then.
                foreach (var fixture in (TelemetryFixture[])[raw, rolled])
                    Write(fixture, messages[middle..], middle);
                if (messages.Length % 2 == 0)
                    rolled.RollUp(At(cuts.Item3 + HourMs));
                var (from, to) = (Start + Math.Min(cuts.Item1, cuts.Item2), Start + Math.Max(cuts.Item1, cuts.Item2) + 1);
                Assert.Equal(Ask(raw, from, to, step), Ask(rolled, from, to, step));
                Assert.Equal(AskTotals(raw, from, to, step), AskTotals(rolled, from, to, step));
            }));

    [Fact]
    public async Task A_device_whose_rolled_up_bucket_gets_live_points_counts_once_in_a_total()
    {
        Write(_fixture, [(1, Start + 1_000, 10, null), (2, Start + 2_000, 30, null), (2, Start + (3 * HourMs), 1, null)]);
        _fixture.RollUp(At(HourMs));
        _fixture.Buffers = [TelemetryFixture.Buffer((1, Start + 5_000, 100, 20))];
        var total = new SeriesQuery
        {
            Kinds = [DeviceKind.Hotspot], Metrics = [TelemetryFixture.Clients], From = At(-HourMs), To = At(0), StepSeconds = 3_600,
        };
        var answer = Assert.Single(await _fixture.Series.QueryAsync(total, default));
        Assert.Equal((3, 2, 45.0, 10.0, 30.0), (answer.Count[0], answer.Devices[0], answer.Sum[0], answer.Min[0], answer.Max[0]));
    }

    [Theory]
    [InlineData(3_600, 60)]
    [InlineData(86_400, 900)]
    [InlineData(31 * 86_400, 3_600)]
    [InlineData(366 * 86_400, 86_400)]
    [InlineData(3_000 * 86_400L, 259_200)]
    public async Task The_step_of_a_total_is_one_that_is_kept_added_up(long seconds, int step)
    {
        var total = new SeriesQuery { Kinds = [DeviceKind.Hotspot], Metrics = [TelemetryFixture.Clients], From = At(0), To = At(seconds * 1_000) };
        Assert.Equal(step, Assert.Single(await _fixture.Series.QueryAsync(total, default)).StepSeconds);
    }

    [Fact]
    public void When_the_raw_points_are_gone_every_level_still_knows_them()
    {
        var random = new Random(5);
        Write(_fixture, Enumerable.Range(0, 4_000).Select(_ => (random.Next(1, 41), Start + random.NextInt64(40 * HourMs), random.Next(100), (int?)random.Next(900))).ToArray());
        var steps = (int[])[60, 900, 3_600, 86_400];
        var before = steps.Select(step => Ask(_fixture, Start, Start + (48 * HourMs), step)).ToList();
        var now = At(60 * HourMs);
        _fixture.RollUp(now);
        DeleteRaw(now);
        using (var connection = _fixture.Database.CreateConnection())
            Assert.Equal(0, connection.ExecuteScalar<long>("SELECT COUNT(*) FROM telemetry_blocks"));
        Assert.Equal(before, steps.Select(step => Ask(_fixture, Start, Start + (48 * HourMs), step)).ToList());

        // Finer than a minute nothing is known any more, and the chosen step says so.
        Assert.Equal("", string.Concat(Query(_fixture, Start, Start + HourMs, 7).SelectMany(series => series.At)));
        Assert.Equal(60, Query(_fixture, Start, Start + HourMs, 0)[0].StepSeconds);
    }

    [Fact]
    public void Points_for_hours_whose_raw_points_are_gone_are_added_once()
    {
        Write(_fixture, [(1, Start + 1_000, 10, null), (1, Start + (30 * HourMs), 1, null)]);
        var now = At(60 * HourMs);
        _fixture.RollUp(now);
        DeleteRaw(now);
        Write(_fixture, [(1, Start + 2_000, 30, null), (2, Start + 3_000, 5, null)]);
        _fixture.RollUp(now);
        _fixture.RollUp(now);
        foreach (var step in (int[])[60, 900, 3_600, 86_400])
        {
            var series = Query(_fixture, Start, Start + (24 * HourMs), step);
            Assert.Equal((2, 20.0, 10.0, 30.0), (series[0].Count[0], series[0].Mean[0], series[0].Min[0], series[0].Max[0]));
            Assert.Equal([1], series[2].Count);
        }

        using var connection = _fixture.Database.CreateConnection();
        Assert.Equal(0, connection.ExecuteScalar<long>("SELECT (SELECT COUNT(*) FROM telemetry_blocks) + (SELECT COUNT(*) FROM telemetry_late)"));
    }

    [Fact]
    public void The_last_of_late_points_is_the_newest_and_that_of_a_bucket_that_has_some_stays()
    {
        Write(_fixture, [(1, Start + 300_000, 10, null), (1, Start + (30 * HourMs), 1, null)]);
        var now = At(60 * HourMs);
        _fixture.RollUp(now);
        DeleteRaw(now);
        Write(_fixture, [(1, Start + 1_000, 20, null), (2, Start + 1_000, 5, null), (2, Start + 61_000, 6, null), (2, Start + 121_000, 7, null)]);
        _fixture.RollUp(now);
        foreach (var step in (int[])[900, 3_600, 86_400])
        {
            var series = Query(_fixture, Start, Start + (24 * HourMs), step);
            Assert.Equal((2, 10.0), (series[0].Count[0], series[0].Last[0]));
            Assert.Equal((3, 7.0), (series[2].Count[0], series[2].Last[0]));
        }
    }

    [Fact]
    public void A_step_that_fails_leaves_everything_as_it_was_and_the_next_one_does_it()
    {
        Write(_fixture, Enumerable.Range(0, 300).Select(n => (1 + (n % 40), Start + (n * 60_000L), n, (int?)n)).ToArray());
        var before = Ask(_fixture, Start, Start + (6 * HourMs), 900);
        _fixture.Database.Write((connection, transaction) => connection.Execute(
            "CREATE TRIGGER refuse BEFORE INSERT ON telemetry_rolled WHEN NEW.device_group = 1 BEGIN SELECT RAISE(ABORT, 'disk full'); END", transaction: transaction));
        Assert.ThrowsAny<Exception>(() => _fixture.Rollup.Step(At(10 * HourMs), default));
        using (var connection = _fixture.Database.CreateConnection())
            Assert.Equal(0, connection.ExecuteScalar<long>("SELECT COUNT(*) FROM telemetry_rollups"));
        _fixture.Restart();
        _fixture.Database.Write((connection, transaction) => connection.Execute("DROP TRIGGER refuse", transaction: transaction));
        _fixture.RollUp(At(10 * HourMs));
        DeleteRaw(At(60 * HourMs));
        Assert.Equal(before, Ask(_fixture, Start, Start + (6 * HourMs), 900));
    }

    [Fact]
    public void Each_level_is_kept_for_its_own_days_and_a_clock_that_jumps_deletes_none()
    {
        Write(_fixture, Enumerable.Range(0, 15 * 24).Select(hour => (1, Start + (hour * HourMs), hour, (int?)null)).ToArray());
        var now = At(15 * 24 * HourMs);
        _fixture.RollUp(now);
        DeleteRaw(now);
        Assert.Equal([15 * 24, 15, 15, 1], Rows());
        var retention = new RollupRetention(_fixture.Database, _fixture.Options with { MinuteRetentionDays = 5, TelemetryRetentionDays = 1 });
        foreach (var clock in (DateTimeOffset[])[now, now.AddYears(80)])
        {
            for (var deleted = 1; deleted > 0;)
                deleted = retention.Step(clock, default);
            Assert.Equal([(5 * 24) + 1, 15, 15, 1], Rows());
        }

        Assert.Equal(15 * 24, Query(_fixture, Start, Start + (15 * 24 * HourMs), 3_600)[0].Count.Sum());
        Assert.Equal(900, Query(_fixture, Start, Start + HourMs, 0)[0].StepSeconds);
    }

    [Fact]
    public async Task Totals_of_kinds_add_up_devices_and_not_only_points()
    {
        Write(_fixture, [(1, Start, 10, null), (1, Start + 1_000, 20, null), (2, Start, 7, null), (33, Start + 2_000, 1, null)]);
        _fixture.Buffers = [TelemetryFixture.Buffer((34, Start + 5_000, 900, 4))];
        var query = new SeriesQuery
        {
            Kinds = [DeviceKind.Hotspot], Metrics = [TelemetryFixture.Clients], StepSeconds = 60,
            From = DateTimeOffset.FromUnixTimeMilliseconds(Start), To = DateTimeOffset.FromUnixTimeMilliseconds(Start + 60_000),
        };
        var total = Assert.Single(await _fixture.Series.QueryAsync(query, default));
        Assert.Equal((DeviceKind.Hotspot, null, null), (total.Kind, total.UnitCode, total.DeviceId));
        Assert.Equal((5, 4, 15.0 + 7 + 1 + 4, 1.0, 20.0), (total.Count[0], total.Devices[0], total.Sum[0], total.Min[0], total.Max[0]));
        Assert.Equal(42.0 / 5, total.Mean[0], 1e-12);
    }

    public void Dispose() => _fixture.Dispose();

    private static DateTimeOffset At(long offsetMs) => DateTimeOffset.FromUnixTimeMilliseconds(Start + offsetMs + HourMs);

    private void Write(TelemetryFixture fixture, (int Handle, long AtMs, int Clients, int? Rtt)[] messages) => _position = Write(fixture, messages, _position);

    private static long Write(TelemetryFixture fixture, (int Handle, long AtMs, int Clients, int? Rtt)[] messages, long position)
    {
        foreach (var some in messages.Chunk(100))
        {
            var buffer = new PointBuffer();
            foreach (var (handle, atMs, clients, rtt) in some)
                Assert.True(buffer.TryAdd(handle, atMs, ++position, rtt is { } value
                    ? [new Point(TelemetryFixture.ClientsMetric, clients), new Point(TelemetryFixture.RttMetric, value)]
                    : [new Point(TelemetryFixture.ClientsMetric, clients)]));
            fixture.Store.Write(position, [buffer], default);
        }

        return position;
    }

    /// <summary>Everything raw goes that may: a day is kept, and what the clock says is long past.</summary>
    private void DeleteRaw(DateTimeOffset now)
    {
        _fixture.Database.Write((connection, transaction) => connection.Execute("DELETE FROM telemetry_hours", transaction: transaction));
        foreach (var hour in Enumerable.Range(0, 400))
            _fixture.Database.Write((connection, transaction) => connection.Execute(
                "INSERT INTO telemetry_hours (start_ms) VALUES (@startMs)", new { startMs = now.ToUnixTimeMilliseconds() + (hour * HourMs) }, transaction));
        var retention = new TelemetryRetention(_fixture.Database, _fixture.Options with { TelemetryRetentionDays = 1 });
        for (var idle = 0; idle < 3;)
            idle = retention.Step(now.AddDays(2), default) == 0 ? idle + 1 : 0;
    }

    private long[] Rows()
    {
        using var connection = _fixture.Database.CreateConnection();
        return [.. RollupLevel.All.Select(level => connection.ExecuteScalar<long>(
            "SELECT COUNT(*) FROM telemetry_rollups WHERE row_key >= @first AND row_key < @end",
            new { first = level.Key(0, 0, 0), end = level.Number == 3 ? long.MaxValue : RollupLevel.All[level.Number + 1].Key(0, 0, 0) }))];
    }

    private static IReadOnlyList<SeriesResult> Query(TelemetryFixture fixture, long from, long to, int step) =>
        fixture.Series.QueryAsync(TelemetryFixture.Query(["d1", "d2", "d17", "d40"], Metrics, from, to, step), default).Result;

    private static string Ask(TelemetryFixture fixture, long from, long to, int step) =>
        System.Text.Json.JsonSerializer.Serialize(Query(fixture, from, to, step));

    private static string AskTotals(TelemetryFixture fixture, long from, long to, int step) =>
        System.Text.Json.JsonSerializer.Serialize(fixture.Series.QueryAsync(
            TelemetryFixture.Query([], Metrics, from, to, step) with { Kinds = [DeviceKind.Hotspot] }, default).Result.Select(total =>
                new { total.At, total.Count, total.Min, total.Max, total.Devices, Mean = total.Mean.Select(mean => Math.Round(mean, 6)), Sum = total.Sum.Select(sum => Math.Round(sum, 6)) }));
}
