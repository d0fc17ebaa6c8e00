using Dapper;
using Ioc.Devices;
using Ioc.Devices.Telemetry;
using Ioc.Silo.Influx;
using Ioc.Silo.Rollups;
using Ioc.Silo.Series;
using Ioc.Silo.Storage;

namespace Ioc.Bench.Telemetry;

/// <summary>
/// A simulated province's days written, rolled up, asked for, and put into line protocol. Hours are written at once, as compaction leaves them.
/// With a server it gets all of it too and is asked the same questions.
/// </summary>
internal sealed class TelemetryBench : IDisposable
{
    private const long Start = 20_768 * 86_400_000L;

    private readonly string _directory = Directory.CreateTempSubdirectory("ioc-bench-").FullName;
    private readonly int _devices;
    private readonly int _hours;
    private readonly BenchProvince _province;
    private readonly TelemetryDatabase _database;
    private readonly IReadOnlyList<TelemetryField> _metrics;
    private readonly SimulatedHours _simulated;

    private TelemetryBench(int devices, int days, int messagesPerHour, int metrics)
    {
        (_devices, _hours) = (devices, days * 24);
        _province = new BenchProvince(devices, 3_600 / messagesPerHour);
        _database = new TelemetryDatabase(_directory);
        _metrics = [.. TelemetrySchema.For(DeviceKind.Hotspot).Fields.Where(field => field.IsMetric).OrderByDescending(field => field.Name == "clients").Take(metrics)];
        _simulated = new SimulatedHours(_province, _metrics, Start);
    }

    public static async Task RunAsync(int devices, int days, int messagesPerHour, int metrics, string? server)
    {
        using var bench = new TelemetryBench(devices, days, messagesPerHour, metrics);
        Console.WriteLine($"{devices:N0} simulated hotspots, {days} days, {messagesPerHour} messages an hour, at most {bench._metrics.Count} metrics of each");
        bench.Write();
        bench.PrintSizes();
        bench.WriteLines();
        using var influx = server is null ? null : new InfluxAnswers(server, bench._database, bench._province);
        if (influx is not null)
            await influx.TakeAsync(bench.End);
        await bench.QueryAsync(influx);
    }

    public void Dispose()
    {
        _database.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private DateTimeOffset End => DateTimeOffset.FromUnixTimeMilliseconds(Start + (_hours * GroupBlock.HourMs));

    private void Write()
    {
        var store = new TelemetryStore(_database);
        var rollup = new HourRollup();
        var (simulate, write, roll) = (new CpuClock(), new CpuClock(), new CpuClock());
        _simulated.Begin(Start + GroupBlock.HourMs);
        for (var hour = 0; hour < _hours; hour++)
        {
            var hourMs = Start + (hour * GroupBlock.HourMs);
            IReadOnlyList<PointBuffer> buffers = [];
            simulate.Measure(() => buffers = _simulated.End());
            write.Measure(() => store.Write(_simulated.Position, buffers, default));
            if (hour + 1 < _hours)
                _simulated.Begin(hourMs + (2 * GroupBlock.HourMs));
            roll.Measure(() => _database.Write((connection, transaction) =>
            {
                using var table = new RollupTable(connection);
                for (var group = 0; group <= GroupBlock.GroupOf(_devices); group++)
                    rollup.Run(connection, table, group, hourMs, long.MaxValue, fold: false);
                table.WriteSpans();
                return 0;
            }));
        }

        _database.Write((connection, transaction) => connection.Execute(
            "INSERT INTO telemetry_rolled (device_group, done_ms, raw_from_ms) SELECT DISTINCT device_group, @doneMs, 0 FROM telemetry_blocks",
            new { doneMs = End.ToUnixTimeMilliseconds() }, transaction));
        double points = _simulated.Points;
        Console.WriteLine($"simulated: {_simulated.Messages:N0} messages, {points:N0} points; {simulate.Wall.TotalSeconds:F0} s waited for them");
        Print("SQLite, writing", write, points);
        Print("SQLite, rolling up", roll, points);
    }

    private static void Print(string what, CpuClock clock, double points) => Console.WriteLine(
        $"{what}, one thread beside the simulation: {clock.Wall.TotalMicroseconds / points:F3} us a point, {points / clock.Wall.TotalSeconds / 1e6:F2} M points/s, {clock.Wall.TotalSeconds:F0} s");

    private void PrintSizes()
    {
        using var connection = _database.CreateConnection();
        double points = _simulated.Points;
        var raw = connection.ExecuteScalar<long>("SELECT SUM(LENGTH(data)) FROM telemetry_blocks");
        Console.WriteLine($"raw: {raw / points:F2} bytes a point");
        foreach (var (level, bytes) in connection.Query<(long, long)>("SELECT level, SUM(bytes) FROM telemetry_rollup_spans GROUP BY level"))
            Console.WriteLine($"{RollupLevel.All[(int)level].Name}: {bytes / points:F3} bytes a raw point, {bytes / (_hours / 24.0) / _devices:F0} bytes a device and day");
        var file = connection.ExecuteScalar<long>("PRAGMA page_count") * connection.ExecuteScalar<long>("PRAGMA page_size");
        Console.WriteLine($"file: {file / 1e6:N0} MB");
        var days = _hours / 24.0;
        var settled = raw / days * 14 + RollupLevel.All.Zip((int[])[60, 400, 1_826, 36_500], (level, kept) =>
            connection.ExecuteScalar<long>("SELECT SUM(bytes) FROM telemetry_rollup_spans WHERE level = @level", new { level = level.Number }) / days * Math.Min(kept, 3_652)).Sum();
        Console.WriteLine($"with the default days, after ten years: {settled / 1e9:F1} GB");
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

    private async Task QueryAsync(InfluxAnswers? influx)
    {
        using var series = new SqliteSeries(
            _database, _province, new StoreOptions { DataDirectory = _directory }, () => new NothingUnflushed(), () => new RegisteredCellOrdinals(_province));
        var metric = _metrics[0].Name;
        var (device, commune) = ($"wifi-{_devices / 2}", BenchProvince.Commune(_devices / BenchProvince.DevicesPerCommune / 2));
        var any = new SeriesQuery { Metrics = [metric], From = End, To = End };
        foreach (var question in new AskedQuestion[]
        {
            new("a device's day", any with { DeviceIds = [device], From = End.AddDays(-1) }, $" AND device = '{device}'"),
            new("a commune's week", any with { UnitCodes = [commune], From = End.AddDays(-Math.Min(7, _hours / 24)) }, $" AND unit = '{commune}'"),
            new("a province's day", any with { UnitCodes = [BenchProvince.Province], From = End.AddDays(-1) }, ""),
            new("a province's month", any with { UnitCodes = [BenchProvince.Province], From = End.AddHours(-_hours) }, ""),
        })
        {
            var (first, median, turns, answer) = await AskedQuestion.TimeAsync(() => series.QueryAsync(question.Query, default));
            Console.WriteLine(
                $"telemetry.db, {question.What}: {first:F0} ms first, {median:F1} ms median of {turns}; {answer[0].At.Length} points of {answer[0].StepSeconds} s from {answer[0].Count.Sum(count => (long)count):N0}");
            if (influx is not null)
                await influx.AskAsync(question, metric, answer[0].StepSeconds);
        }
    }
}
