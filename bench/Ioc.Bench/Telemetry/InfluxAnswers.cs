using System.Globalization;
using System.Text.Json;
using Ioc.Devices;
using Ioc.Host.Proving;
using Ioc.Silo.Influx;
using Ioc.Silo.Series;
using Ioc.Silo.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ioc.Bench.Telemetry;

/// <summary>Debian's InfluxDB beside us: it gets the same points by our forwarder and is asked the same questions in its own language.</summary>
internal sealed class InfluxAnswers : IDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(20);

    /// <summary>Six times the same question.</summary>
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(60);

    private readonly InfluxProcess? _process;
    private readonly InfluxClient _client;
    private readonly InfluxForwarder _forwarder;
    private readonly InfluxRollups _rollups;

    /// <param name="server">An address, or <c>influxd</c>: one of our own, on a free port.</param>
    /// <param name="database">What is forwarded.</param>
    /// <param name="province">Whose devices they are.</param>
    public InfluxAnswers(string server, TelemetryDatabase database, BenchProvince province)
    {
        if (server == "influxd")
            (_process = new InfluxProcess()).Start();
        var address = _process is null ? new Uri(server) : new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_process.Port}/"));
        var options = new InfluxOptions { Server = address, RetentionDays = 3_000 };
        _client = new InfluxClient(options, TimeProvider.System, NullLogger.Instance);
        _rollups = new InfluxRollups(_client, options, database);
        _forwarder = new InfluxForwarder(_client, options, _rollups, database, province, TimeProvider.System, new StoreWatch(TimeProvider.System), NullLogger<InfluxForwarder>.Instance);
    }

    /// <summary>Sends everything and says what that cost; then lets the server add up its hours.</summary>
    public async Task TakeAsync(DateTimeOffset end)
    {
        var clock = new CpuClock();
        var patience = TimeProvider.System.GetTimestamp();
        var answer = await clock.MeasureAsync(() => _forwarder.DrainAsync(default));
        while (answer.Outcome == InfluxOutcome.Away && _forwarder.State.PointsSent == 0 && TimeProvider.System.GetElapsedTime(patience) < StartPatience)
            answer = await (clock = new CpuClock()).MeasureAsync(() => _forwarder.DrainAsync(default));
        var sent = _forwarder.State.PointsSent;
        Console.WriteLine(
            $"{_client.VersionText}: {answer.Outcome} {answer.Text}, {sent:N0} points, {sent / clock.Wall.TotalSeconds:N0} points/s, {clock.Cpu.TotalMicroseconds / Math.Max(1, sent):F2} us of our CPU a point");
        var hours = new CpuClock();
        await hours.MeasureAsync(async () =>
        {
            while (await _rollups.StepAsync(end.AddHours(2), default) is { Outcome: InfluxOutcome.Done })
            {
            }

            return true;
        });
        Console.WriteLine($"{_client.VersionText}: its hours added up in {hours.Wall.TotalSeconds:F0} s");
    }

    public async Task AskAsync(AskedQuestion question, string field, int stepSeconds)
    {
        // Its hours first: a month of raw points may be more than it can answer at all.
        if (stepSeconds % 3_600 == 0)
            await AskAsync(question, Hours(question, field, stepSeconds), "its hours", stepSeconds);
        await AskAsync(question, Points(question, field, stepSeconds), "raw points", stepSeconds);
    }

    public void Dispose()
    {
        _forwarder.Dispose();
        _client.Dispose();
        _process?.Dispose();
    }

    private async Task AskAsync(AskedQuestion question, string statement, string from, int stepSeconds)
    {
        using var patience = new CancellationTokenSource(AnswerPatience);
        try
        {
            await TimeAsync(question, statement, from, stepSeconds, patience.Token);
        }
        catch (Exception fault) when (fault is OperationCanceledException or InvalidDataException)
        {
            Console.WriteLine($"{_client.VersionText}, {question.What}, from {from}: no answers within {AnswerPatience.TotalSeconds:F0} s ({fault.Message})");
        }
    }

    private async Task TimeAsync(AskedQuestion question, string statement, string from, int stepSeconds, CancellationToken cancellationToken)
    {
        var (first, median, rows) = await AskedQuestion.TimeAsync(async () =>
        {
            var (answer, result) = await _client.QueryAsync(statement, cancellationToken);
            using (result)
                return result is null ? throw new InvalidDataException(answer.Text) : Rows(result);
        });
        Console.WriteLine($"{_client.VersionText}, {question.What}, from {from}: {first:F0} ms first, {median:F0} ms median of 5; {rows} points of {stepSeconds} s");
    }

    private static int Rows(JsonDocument result) =>
        result.RootElement.GetProperty("results")[0].TryGetProperty("series", out var series) ? series[0].GetProperty("values").GetArrayLength() : 0;

    /// <summary>Of one device its buckets; of many the sum of their means, their extremes and counts, which needs each device's first.</summary>
    private static string Points(AskedQuestion question, string field, int stepSeconds) => question.Query.IsTotal
        ? $"SELECT sum(a), min(b), max(c), sum(d), count(a) FROM (SELECT mean(\"{field}\") AS a, min(\"{field}\") AS b, max(\"{field}\") AS c, count(\"{field}\") AS d FROM {Kind} "
            + $"WHERE {Time(question.Query)}{question.Where} GROUP BY time({stepSeconds}s), device) WHERE {Time(question.Query)} GROUP BY time({stepSeconds}s) fill(none)"
        : $"SELECT mean(\"{field}\"), min(\"{field}\"), max(\"{field}\"), count(\"{field}\"), last(\"{field}\") FROM {Kind} WHERE {Time(question.Query)}{question.Where} GROUP BY time({stepSeconds}s) fill(none)";

    private static string Hours(AskedQuestion question, string field, int stepSeconds) =>
        $"SELECT sum(a), min(b), max(c), sum(d), count(a) FROM (SELECT sum(sum_{field}) / sum(count_{field}) AS a, min(min_{field}) AS b, max(max_{field}) AS c, sum(count_{field}) AS d "
        + $"FROM {InfluxRollups.Policy}.{Kind} WHERE {Time(question.Query)}{question.Where} GROUP BY time({stepSeconds}s), device) WHERE {Time(question.Query)} GROUP BY time({stepSeconds}s) fill(none)";

    private static string Kind => DeviceKind.Hotspot.Word();

    private static string Time(SeriesQuery query) => string.Create(
        CultureInfo.InvariantCulture, $"time >= {query.From.ToUnixTimeMilliseconds()}ms AND time < {query.To.ToUnixTimeMilliseconds()}ms");
}
