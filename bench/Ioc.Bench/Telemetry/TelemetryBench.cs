using System.Diagnostics;
using Dapper;
using Ioc.Devices;
using Ioc.Devices.Telemetry;
using Ioc.Silo.Influx;
using Ioc.Silo.Rollups;
using Ioc.Silo.Series;
using Ioc.Silo.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ioc.Bench.Telemetry;

/// <summary>
/// A province's days written, rolled up, asked for, and put into line protocol. Hours are written at once, as compaction leaves them. With an
/// address the first hours are also forwarded to that server.
/// </summary>
internal sealed class TelemetryBench : IDisposable
{
    private const long Start = 20_768 * 86_400_000L;
    private const int ForwardedHours = 6;

    private readonly string _directory = Directory.CreateTempSubdirectory("ioc-bench-").FullName;
    private readonly int _devices;
    private readonly int _hours;
    private readonly int _messagesPerHour;
    private readonly BenchProvince _province;
    private readonly TelemetryDatabase _database;
    private readonly ushort[] _metrics;

    private TelemetryBench(int devices, int days, int messagesPerHour, int metrics)
    {
        (_devices, _hours, _messagesPerHour) = (devices, days * 24, messagesPerHour);
        _province = new BenchProvince(devices);
        _database = new TelemetryDatabase(_directory);
        _metrics = [.. TelemetrySchema.For(DeviceKind.Hotspot).Fields.Where(field => field.IsMetric).Select(MetricNames.Of).Take(metrics)];
    }

    public static async Task RunAsync(int devices, int days, int messagesPerHour, int metrics, string? server)
    {
        using var bench = new TelemetryBench(devices, days, messagesPerHour, metrics);
        Console.WriteLine($"{devices:N0} devices, {days} days, {messagesPerHour} messages an hour of {bench._metrics.Length} points");
        bench.Write();
        bench.PrintSizes();
        bench.WriteLines();
        await bench.QueryAsync();
        if (server is not null)
            await bench.ForwardAsync(server);
    }

    public void Dispose()
    {
        _database.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private void Write()
    {
        var store = new TelemetryStore(_database);
        var rollup = new HourRollup();
        var random = new Random(7);
        long position = 0;
        var (write, roll) = (new CpuClock(), new CpuClock());
        for (var hour = 0; hour < _hours; hour++)
        {
            var buffers = Fill(random, hour, ref position);
            var hourMs = Start + (hour * GroupBlock.HourMs);
            write.Measure(() => store.Write(position, buffers, default));
            roll.Measure(() => _database.Write((connection, transaction) =>
            {
                for (var group = 0; group <= GroupBlock.GroupOf(_devices); group++)
                    rollup.Run(connection, group, hourMs, long.MaxValue, fold: false);
                return 0;
            }));
        }

        _database.Write((connection, transaction) => connection.Execute(
            "INSERT INTO telemetry_rolled (device_group, done_ms, raw_from_ms) SELECT DISTINCT device_group, @doneMs, 0 FROM telemetry_blocks",
            new { doneMs = Start + (_hours * GroupBlock.HourMs) }, transaction));
        double points = position * _metrics.Length;
        Console.WriteLine($"SQLite, writing: {write.Cpu.TotalMicroseconds / points:F3} us of CPU a point, {points / write.Wall.TotalSeconds / 1e6:F2} M points/s");
        Console.WriteLine($"SQLite, rolling up: {roll.Cpu.TotalMicroseconds / points:F3} us of CPU a point, {points / roll.Wall.TotalSeconds / 1e6:F2} M points/s");
    }

    private List<PointBuffer> Fill(Random random, int hour, ref long position)
    {
        var buffers = new List<PointBuffer> { new() };
        var points = new Point[_metrics.Length];
        for (var message = 0; message < _messagesPerHour; message++)
            for (var handle = 1; handle <= _devices; handle++)
            {
                // What hotspots send: mostly decimals that wander, some that stand still.
                for (var index = 0; index < points.Length; index++)
                    points[index] = new Point(_metrics[index], index % 3 == 2 ? handle % 5 : random.Next(1_000) / (index % 2 == 0 ? 1.0 : 10.0));
                var atMs = Start + (hour * GroupBlock.HourMs) + (message * (GroupBlock.HourMs / _messagesPerHour)) + random.Next(20_000);
                if (buffers[^1].TryAdd(handle, atMs, ++position, points))
                    continue;
                buffers.Add(new PointBuffer());
                buffers[^1].TryAdd(handle, atMs, position, points);
            }

        return buffers;
    }

    private void PrintSizes()
    {
        using var connection = _database.CreateConnection();
        double points = (double)_devices * _hours * _messagesPerHour * _metrics.Length;
        var raw = connection.ExecuteScalar<long>("SELECT SUM(LENGTH(data)) FROM telemetry_blocks");
        Console.WriteLine($"raw: {raw / points:F2} bytes a point");
        foreach (var (level, bytes) in connection.Query<(long, long)>("SELECT level, SUM(bytes) FROM telemetry_rollup_spans GROUP BY level"))
            Console.WriteLine($"{RollupLevel.All[(int)level].Name}: {bytes / points:F3} bytes a raw point, {bytes / (_hours / 24.0) / _devices / _metrics.Length:F0} bytes a metric, device and day");
        var file = connection.ExecuteScalar<long>("PRAGMA page_count") * connection.ExecuteScalar<long>("PRAGMA page_size");
        Console.WriteLine($"file: {file / 1e6:N0} MB");
    }

    private void WriteLines()
    {
        var (lines, reader) = (new LineWriter(), new BlockReader());
        var clock = new CpuClock();
        long points = 0, bytes = 0, packed = 0;
        var entries = new GroupEntry[GroupBlock.Devices];
        using var connection = _database.CreateConnection();
        for (var group = 0; group <= GroupBlock.GroupOf(_devices) && clock.Wall.TotalSeconds < 5; group++)
            clock.Measure(() =>
            {
                lines.Clear();
                using var rows = new BlockSelect(connection, group, Start, Start + (24 * GroupBlock.HourMs));
                while (rows.Read())
                    foreach (var entry in entries.AsSpan(0, GroupBlock.Index(rows.Data, entries)))
                    {
                        reader.Read(rows.Data.Slice(entry.Offset, entry.Length), rows.StartMs, lines);
                        lines.EndBlock(_province.Current.FindDevice((group * GroupBlock.Devices) + entry.Slot)!, rows.FirstPosition);
                    }

                packed += LineWriter.Compress(lines.Written.Span).Length;
                (points, bytes) = (points + lines.Points, bytes + lines.Length);
            });
        Console.WriteLine(
            $"line protocol, read, written and compressed: {points / clock.Cpu.TotalSeconds / 1e6:F2} M points/s and core, {(double)bytes / points:F1} bytes a point, {(double)packed / points:F2} compressed");
    }

    private async Task QueryAsync()
    {
        using var series = new SqliteSeries(
            _database, _province, new StoreOptions { DataDirectory = _directory }, () => new NothingUnflushed(), () => new RegisteredCellOrdinals(_province));
        var metric = MetricNames.Format(DeviceKind.Hotspot, _metrics[0], [])!;
        var end = DateTimeOffset.FromUnixTimeMilliseconds(Start + (_hours * GroupBlock.HourMs));
        var any = new SeriesQuery { Metrics = [metric], From = end, To = end };
        foreach (var (what, query) in new (string, SeriesQuery)[]
        {
            ("a device's day", any with { DeviceIds = ["wifi-777"], From = end.AddDays(-1) }),
            ("a commune's week", any with { UnitCodes = [BenchProvince.Commune(5)], From = end.AddDays(-Math.Min(7, _hours / 24)) }),
            ("a province's day", any with { UnitCodes = [BenchProvince.Province], From = end.AddDays(-1) }),
            ("a province's month", any with { UnitCodes = [BenchProvince.Province], From = end.AddHours(-_hours) }),
        })
        {
            var milliseconds = new List<double>();
            IReadOnlyList<SeriesResult> answer = [];
            for (var turn = 0; turn < 5; turn++)
            {
                var started = Stopwatch.GetTimestamp();
                answer = await series.QueryAsync(query, default);
                milliseconds.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            Console.WriteLine(
                $"{what}: {milliseconds[0]:F0} ms first, {milliseconds.Order().ElementAt(2):F0} ms median of 5; {answer[0].At.Length} points of {answer[0].StepSeconds} s from {answer[0].Count.Sum(count => (long)count):N0}");
        }
    }

    private async Task ForwardAsync(string server)
    {
        _database.Write((connection, transaction) => connection.Execute(
            "DELETE FROM telemetry_blocks WHERE start_ms >= @endMs", new { endMs = Start + (ForwardedHours * GroupBlock.HourMs) }, transaction));
        var options = new InfluxOptions { Server = new Uri(server), RetentionDays = 3_000 };
        using var client = new InfluxClient(options, TimeProvider.System, NullLogger.Instance);
        using var forwarder = new InfluxForwarder(client, options, new InfluxRollups(client, options, _database), _database, _province, TimeProvider.System, NullLogger<InfluxForwarder>.Instance);
        var clock = new CpuClock();
        var started = Stopwatch.GetTimestamp();
        var answer = await clock.MeasureAsync(() => forwarder.DrainAsync(default));
        var sent = forwarder.State.PointsSent;
        Console.WriteLine(
            $"{client.VersionText}: {answer.Outcome} {answer.Text}, {sent / Stopwatch.GetElapsedTime(started).TotalSeconds:N0} points/s, {clock.Cpu.TotalMicroseconds / Math.Max(1, sent):F2} us of our CPU a point");
    }
}
