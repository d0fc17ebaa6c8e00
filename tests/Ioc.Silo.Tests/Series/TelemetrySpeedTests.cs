using System.Diagnostics;
using Dapper;
using Ioc.Devices.Telemetry;
using Ioc.Silo.Series;

namespace Ioc.Silo.Tests.Series;

/// <summary>
/// Prints what the store costs; the numbers in docs come from here. Asserts only what a slow machine still keeps: sizes.
/// </summary>
[Collection(nameof(MeasuredAlone))]
public sealed class TelemetrySpeedTests(ITestOutputHelper output)
{
    private const long Start = 1_795_334_400_000;

    [Theory]
    [InlineData(1_000, 100, 5, 6)]
    [InlineData(20_000, 1, 10, 12)]
    public void The_store_packs_a_province(int devices, int messagesPerWrite, int writes, double bytesPerPointMax)
    {
        using var fixture = new TelemetryFixture();
        var random = new Random(7);
        var buffer = new PointBuffer();
        long position = 0;
        var points = new Point[12];
        var (cpu, wall) = (TimeSpan.Zero, TimeSpan.Zero);
        using var process = Process.GetCurrentProcess();
        for (var write = 0; write < writes; write++)
        {
            buffer.Clear();
            for (var round = 0; round < messagesPerWrite; round++)
                for (var handle = 1; handle <= devices; handle++)
                {
                    Fill(points, random, handle);
                    var minute = (write * messagesPerWrite) + round;
                    Assert.True(buffer.TryAdd(handle, Start + (minute * 60_000L) + (handle % 60 * 1_000) + random.Next(200), ++position, points));
                }

            process.Refresh();
            var (cpuBefore, wallBefore) = (process.UserProcessorTime, Stopwatch.GetTimestamp());
            fixture.Store.Write(position, [buffer], default);
            process.Refresh();
            cpu += process.UserProcessorTime - cpuBefore;
            wall += Stopwatch.GetElapsedTime(wallBefore);
        }

        using var connection = fixture.Database.CreateConnection();
        var bytes = connection.ExecuteScalar<long>("SELECT SUM(LENGTH(data)) FROM telemetry_blocks");
        var file = connection.ExecuteScalar<long>("PRAGMA page_count") * connection.ExecuteScalar<long>("PRAGMA page_size");
        output.WriteLine(
            $"{devices} devices x {messagesPerWrite} messages x {writes} writes: {cpu.TotalMicroseconds / position:F2} us CPU and {wall.TotalMicroseconds / position:F2} us " +
            $"in all per message of 12 points, {12 * position / wall.TotalSeconds / 1e6:F1} M points/s, {bytes / 12.0 / position:F2} bytes per point, {file / 12.0 / position:F2} in the file");
        Assert.True(bytes / 12.0 / position < bytesPerPointMax);
    }

    [Fact]
    public async Task A_week_of_a_device_is_answered_from_compacted_hours()
    {
        // 64 devices a message a minute; a write every 2 s as the checkpoints come, for the first hour; by the hour for the rest of the week.
        using var fixture = new TelemetryFixture(devices: 64);
        var random = new Random(7);
        var buffer = new PointBuffer();
        var points = new Point[12];
        long position = 0;
        var hour = GroupBlock.HourOf(Start);
        for (var second = 0; second < 3_600; second += 2)
        {
            buffer.Clear();
            for (var handle = 1; handle <= 64; handle++)
                if (handle % 60 / 2 == second % 60 / 2)
                    Add(buffer, points, random, handle, hour + (second * 1_000) + random.Next(200), ++position);
            fixture.Store.Write(position, [buffer], default);
        }

        var compaction = new TelemetryCompaction(fixture.Database);
        var watch = Stopwatch.StartNew();
        var rewritten = compaction.Step(DateTimeOffset.FromUnixTimeMilliseconds(hour).AddHours(2), default);
        output.WriteLine($"{rewritten} hours of 16 devices rewritten from small rows in {watch.ElapsedMilliseconds} ms");

        for (var hours = 1; hours < 7 * 24; hours++)
        {
            buffer.Clear();
            for (var minute = 0; minute < 60; minute++)
                for (var handle = 1; handle <= 64; handle++)
                    Add(buffer, points, random, handle, hour + (hours * GroupBlock.HourMs) + (minute * 60_000) + random.Next(200), ++position);
            fixture.Store.Write(position, [buffer], default);
        }

        foreach (var (devices, days) in ((int, int)[])[(1, 1), (1, 7), (64, 1), (64, 7)])
        {
            watch.Restart();
            var query = TelemetryFixture.Query(
                [.. Enumerable.Range(1, devices).Select(handle => $"d{handle}")], [TelemetryFixture.Clients, TelemetryFixture.Rtt],
                hour + ((7 - days) * 24 * GroupBlock.HourMs), hour + (7 * 24 * GroupBlock.HourMs), 3_600);
            var answer = await fixture.Series.QueryAsync(query, default);
            output.WriteLine($"{devices} devices, {days} days, 2 metrics: {watch.Elapsed.TotalMilliseconds:F1} ms");
            Assert.Equal(60 * 24 * days, answer[0].Count.Sum());
        }
    }

    private static void Add(PointBuffer buffer, Point[] points, Random random, int handle, long atMs, long position)
    {
        Fill(points, random, handle);
        points[7] = new Point(TelemetryFixture.ClientsMetric, random.Next(100));
        points[8] = new Point(TelemetryFixture.RttMetric, random.Next(1_000) / 10.0);
        Assert.True(buffer.TryAdd(handle, atMs, position, points));
    }

    // What a loudspeaker sends: mostly still values, some that wander.
    private static void Fill(Point[] points, Random random, int handle)
    {
        for (ushort metric = 1; metric <= points.Length; metric++)
            points[metric - 1] = new Point((ushort)(100 + metric), metric switch
            {
                1 => 30 + (random.Next(100) / 10.0),
                2 => 12_000 + random.Next(400),
                3 => -60 - random.Next(20),
                4 => 40 + random.Next(60),
                5 => (handle * 7) + random.Next(1_000),
                6 => Math.Round(random.NextDouble() * 100, 2),
                _ => metric % 2,
            });
    }
}
