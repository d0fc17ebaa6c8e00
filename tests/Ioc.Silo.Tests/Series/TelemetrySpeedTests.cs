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

    // What a loudspeaker sends: mostly still values, some that wander.
    private static void Fill(Point[] points, Random random, int handle)
    {
        for (ushort metric = 1; metric <= points.Length; metric++)
            points[metric - 1] = new Point(metric, metric switch
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
