using FsCheck;
using FsCheck.Fluent;
using Ioc.Devices;
using Ioc.Devices.Telemetry;
using Ioc.Silo.Series;

namespace Ioc.Silo.Tests.Series;

public sealed class SeriesQueryTests : IDisposable
{
    private const long Start = 1_795_334_400_000;

    private readonly TelemetryFixture _fixture = new();

    /// <summary>
    /// A message of device 1 to 40, up to six hours around the start, in one of several writes; the last writes stay in the live buffers.
    /// </summary>
    private static readonly Gen<Message[]> Messages =
        (from handle in Gen.Choose(1, 40)
         from at in Gen.Choose(-10_800_000, 10_800_000)
         from clients in Gen.Choose(0, 5_000)
         from hasRtt in Gen.Elements(true, false)
         from rtt in Gen.Choose(-100_000, 100_000)
         select new Message(handle, Start + at, clients, hasRtt ? rtt / 7.0 : null)).ArrayOf();

    [Fact]
    public void Answers_equal_a_naive_sum_over_all_messages_wherever_the_store_was_cut() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(60).WithEndSize(300),
        Prop.ForAll(
            Messages.ToArbitrary(), Gen.Choose(1, 8).Two().ToArbitrary(), Gen.Choose(-9_000_000, 9_000_000).Three().ToArbitrary(),
            (messages, cuts, numbers) =>
            {
                using var fixture = new TelemetryFixture();
                Store(fixture, messages, writes: cuts.Item1, unflushed: cuts.Item2);
                var (from, to) = (Start + Math.Min(numbers.Item1, numbers.Item2), Start + Math.Max(numbers.Item1, numbers.Item2) + 1);
                var step = 2_000 + (Math.Abs(numbers.Item3) % 5_000);
                int[] handles = [1, 2, 17, 40];
                var results = fixture.Series.QueryAsync(
                    TelemetryFixture.Query([.. handles.Select(handle => $"d{handle}")], [TelemetryFixture.Clients, TelemetryFixture.Rtt], from, to, step), default).Result;
                Assert.Equal(8, results.Count);
                foreach (var result in results)
                    AssertEqual(Naive(messages, result, from, to, step), result);
            }));

    [Fact]
    public async Task Points_in_both_the_store_and_a_buffer_that_was_not_yet_returned_count_once()
    {
        var buffer = TelemetryFixture.Buffer((1, Start, 1, 4), (1, Start + 1_000, 2, 6));
        _fixture.Buffers = [buffer];
        Assert.Equal([2], (await _fixture.QueryAsync(1, TelemetryFixture.Clients, Start, Start + 60_000, 60)).Count.ToList());

        _fixture.Store.Write(2, [buffer], default);
        var fresh = TelemetryFixture.Buffer((1, Start + 2_000, 3, 8));
        _fixture.Buffers = [buffer, fresh];
        var series = await _fixture.QueryAsync(1, TelemetryFixture.Clients, Start, Start + 60_000, 60);
        Assert.Equal((3, 6.0, 4.0, 8.0), (series.Count[0], series.Mean[0], series.Min[0], series.Max[0]));

        _fixture.Buffers = [fresh];
        buffer.Clear();
        Assert.Equal([3], (await _fixture.QueryAsync(1, TelemetryFixture.Clients, Start, Start + 60_000, 60)).Count.ToList());
    }

    [Fact]
    public async Task While_a_shard_adds_cuts_and_clears_a_query_sees_every_point_once()
    {
        // The shard gives second n the value n: a bucket of one second must hold exactly one point, and none may be missing below what was
        // there before.
        using var stop = new CancellationTokenSource();
        long added = 0;
        var shard = new Thread(() =>
        {
            PointBuffer live = new(), spare = new();
            _fixture.Buffers = [live];
            while (!stop.IsCancellationRequested && added < 18_000)
            {
                for (var number = 0; number < 40 && added < 18_000; number++)
                {
                    var next = added + 1;
                    live.TryAdd(1, Start + (next * 1_000), next, [new Point(TelemetryFixture.ClientsMetric, next)]);
                    Volatile.Write(ref added, next);
                }

                _fixture.Buffers = [live, spare];
                var filled = live;
                live = spare;
                _fixture.Store.Write(added, [filled], default);
                _fixture.Buffers = [live];
                filled.Clear();
                spare = filled;
            }
        });
        shard.Start();
        try
        {
            while (Volatile.Read(ref added) < 18_000)
            {
                var known = Volatile.Read(ref added);
                var series = await _fixture.QueryAsync(1, TelemetryFixture.Clients, Start, Start + 19_000_000, 1);
                Assert.All(series.Count, count => Assert.Equal(1, count));
                Assert.True(series.At.Length >= known, $"{known} points were there before the query, it found {series.At.Length}");
                Assert.Equal(Enumerable.Range(1, series.At.Length).Select(number => (double)number), series.Mean);
            }
        }
        finally
        {
            await stop.CancelAsync();
            shard.Join();
        }
    }

    [Fact]
    public async Task Cells_are_found_by_the_ordinal_their_twin_gave_them()
    {
        var buffer = new PointBuffer();
        buffer.TryAdd(5, Start, 1, [
            new Point(TelemetryFixture.Metric(DeviceKind.Site, "cells.1.users"), 11),
            new Point(TelemetryFixture.Metric(DeviceKind.Site, "cells.2.a.users"), 22),
            new Point(TelemetryFixture.Metric(DeviceKind.Site, "temperature_c"), 40.5)]);
        _fixture.Store.Write(1, [buffer], default);
        Assert.Equal([11.0], (await _fixture.QueryAsync(5, "cells.1.users", Start, Start + 1_000, 1)).Mean.ToList());
        Assert.Equal([22.0], (await _fixture.QueryAsync(5, "cells.2.a.users", Start, Start + 1_000, 1)).Mean.ToList());
        Assert.Equal([40.5], (await _fixture.QueryAsync(5, "temperature_c", Start, Start + 1_000, 1)).Mean.ToList());
        Assert.Empty((await _fixture.QueryAsync(5, "cells.3.users", Start, Start + 1_000, 1)).Mean);
    }

    [Fact]
    public async Task Unknown_devices_and_metrics_give_empty_series_in_the_asked_order()
    {
        _fixture.Store.Write(1, [TelemetryFixture.Buffer((1, Start, 1, 4))], default);
        var results = await _fixture.Series.QueryAsync(
            TelemetryFixture.Query(["gone", "d1"], ["nonsense", TelemetryFixture.Clients], Start, Start + 1_000, 1), default);
        Assert.Equal(["gone nonsense 0", "gone clients 0", "d1 nonsense 0", "d1 clients 1"],
            results.Select(result => $"{result.DeviceId} {result.Metric} {result.At.Length}"));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(999, 1)]
    [InlineData(3_600, 5)]
    [InlineData(86_400, 120)]
    [InlineData(7 * 86_400, 900)]
    [InlineData(366 * 86_400, 43_200)]
    [InlineData(3_660 * 86_400L, 345_600)]
    public async Task A_step_that_is_not_given_keeps_a_series_at_about_a_thousand_points(long rangeSeconds, int step)
    {
        var series = await _fixture.QueryAsync(1, TelemetryFixture.Clients, Start, Start + (rangeSeconds * 1_000), 0);
        Assert.Equal(step, series.StepSeconds);
        Assert.InRange(rangeSeconds / step, 0, 1_000);
    }

    public static TheoryData<string, SeriesQuery> BadQueries => new()
    {
        { "devices", TelemetryFixture.Query([], ["a"], 0, 1, 0) },
        { "devices", TelemetryFixture.Query([.. Enumerable.Range(0, 101).Select(number => $"{number}")], ["a"], 0, 1, 0) },
        { "metrics", TelemetryFixture.Query(["a"], [], 0, 1, 0) },
        { "metrics", TelemetryFixture.Query(["a"], [.. Enumerable.Range(0, 33).Select(number => $"{number}")], 0, 1, 0) },
        { "not after", TelemetryFixture.Query(["a"], ["a"], 1_000, 1_000, 0) },
        { "not after", TelemetryFixture.Query(["a"], ["a"], 1_000, 0, 0) },
        { "days", TelemetryFixture.Query(["a"], ["a"], 0, 3_661 * 86_400_000L, 0) },
        { "negative", TelemetryFixture.Query(["a"], ["a"], 0, 1_000, -1) },
        { "20001 points", TelemetryFixture.Query(["a"], ["a"], 0, 20_001_000, 1) },
        { "in all", TelemetryFixture.Query([.. Enumerable.Range(0, 100).Select(number => $"{number}")], ["a", "b"], 0, 20_000_000, 1) },
    };

    [Theory]
    [MemberData(nameof(BadQueries))]
    public async Task A_query_out_of_bounds_is_refused_with_what_to_do(string words, SeriesQuery query)
    {
        Assert.Contains(words, query.Refuse(), StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => _fixture.Series.QueryAsync(query, default));
    }

    [Fact]
    public async Task The_largest_allowed_query_gets_a_step_it_may_have()
    {
        var query = TelemetryFixture.Query(
            [.. Enumerable.Range(1, 100).Select(number => $"d{number}")], [.. Enumerable.Range(1, 32).Select(number => $"m{number}")], Start, Start + 86_400_000, 0);
        Assert.Null(query.Refuse());
        Assert.Equal(3_200, (await _fixture.Series.QueryAsync(query, default)).Count);
    }

    [Fact]
    public async Task A_query_stops_when_its_caller_has_gone()
    {
        _fixture.Store.Write(1, [TelemetryFixture.Buffer((1, Start, 1, 4))], default);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _fixture.Series.QueryAsync(
            TelemetryFixture.Query(["d1"], [TelemetryFixture.Clients], Start, Start + 1_000, 1), new CancellationToken(canceled: true)));
    }

    public void Dispose() => _fixture.Dispose();

    private static void Store(TelemetryFixture fixture, Message[] messages, int writes, int unflushed)
    {
        long position = 0;
        foreach (var chunk in messages.Chunk((messages.Length / (writes + unflushed)) + 1).Select((rows, number) => (rows, number)))
        {
            // Two buffers, as two shards have: a device is always in the same one.
            PointBuffer[] buffers = [new(), new()];
            foreach (var message in chunk.rows)
                Assert.True(buffers[message.Handle % 2].TryAdd(message.Handle, message.AtMs, ++position, message.Points()));
            if (chunk.number < writes)
                fixture.Store.Write(position, buffers, default);
            else
                fixture.Buffers = [.. fixture.Buffers, .. buffers];
        }
    }

    private static SortedDictionary<long, List<double>> Naive(Message[] messages, SeriesResult asked, long from, long to, int step)
    {
        var buckets = new SortedDictionary<long, List<double>>();
        foreach (var message in messages)
            if ($"d{message.Handle}" == asked.DeviceId && message.AtMs >= from && message.AtMs < to && message.Value(asked.Metric) is { } value)
            {
                var bucket = (long)Math.Floor(message.AtMs / (step * 1_000.0)) * step * 1_000;
                if (!buckets.TryGetValue(bucket, out var values))
                    buckets[bucket] = values = [];
                values.Add(value);
            }

        return buckets;
    }

    private static void AssertEqual(SortedDictionary<long, List<double>> expected, SeriesResult result)
    {
        Assert.Equal(expected.Keys, result.At);
        Assert.Equal(expected.Values.Select(values => values.Count), result.Count);
        Assert.Equal(expected.Values.Select(values => values.Min()), result.Min);
        Assert.Equal(expected.Values.Select(values => values.Max()), result.Max);
        foreach (var (mean, values) in result.Mean.Zip(expected.Values))
            Assert.Equal(values.Average(), mean, 1e-6);
    }

    /// <summary>
    /// Site 5 has no clients: its messages carry only what hotspots' numbers mean to the store, and nobody asks for them.
    /// </summary>
    private sealed record Message(int Handle, long AtMs, double Clients, double? Rtt)
    {
        public double? Value(string metric) => metric == TelemetryFixture.Clients ? Clients : Rtt;

        public Point[] Points() => Rtt is { } rtt
            ? [new Point(TelemetryFixture.ClientsMetric, Clients), new Point(TelemetryFixture.RttMetric, rtt)]
            : [new Point(TelemetryFixture.ClientsMetric, Clients)];
    }
}
