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

    /// <summary>For one answer.</summary>
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(180);

    /// <summary>Adding up hours takes some 0.2 ms a device and hour: a month of more devices would take most of an hour.</summary>
    private const int DevicesWithHoursMax = 2_000;

    private readonly InfluxProcess? _process;
    private readonly InfluxClient _client;

    /// <summary>Not ours for questions: that one gives up after half a minute.</summary>
    private readonly HttpClient _http;
    private readonly InfluxForwarder _forwarder;
    private readonly InfluxRollups _rollups;
    private readonly BenchProvince _province;
    private readonly InfluxOptions _options;
    private bool _hasHours;

    /// <param name="server">An address, or <c>influxd</c>: one of our own, on a free port.</param>
    /// <param name="database">What is forwarded.</param>
    /// <param name="province">Whose devices they are.</param>
    public InfluxAnswers(string server, TelemetryDatabase database, BenchProvince province)
    {
        if (server == "influxd")
            (_process = new InfluxProcess()).Start();
        var address = _process is null ? new Uri(server) : new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_process.Port}/"));
        _province = province;
        _options = new InfluxOptions { Server = address, RetentionDays = 3_000 };
        _http = new HttpClient { BaseAddress = address, Timeout = AnswerPatience };
        _client = new InfluxClient(_options, TimeProvider.System, NullLogger.Instance);
        _rollups = new InfluxRollups(_client, _options, database);
        _forwarder = new InfluxForwarder(_client, _options, _rollups, database, province, TimeProvider.System, new StoreWatch(TimeProvider.System), NullLogger<InfluxForwarder>.Instance);
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
        if (_province.Current.DevicesById.Count > DevicesWithHoursMax)
            return;
        _hasHours = true;
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
        if (_hasHours && stepSeconds % 3_600 == 0)
            await AskAsync(question, Hours(question, field, stepSeconds), "its hours", stepSeconds);
        await AskAsync(question, Points(question, field, stepSeconds), "raw points", stepSeconds);
    }

    public void Dispose()
    {
        _forwarder.Dispose();
        _client.Dispose();
        _http.Dispose();
        _process?.Dispose();
    }

    private async Task AskAsync(AskedQuestion question, string statement, string from, int stepSeconds)
    {
        try
        {
            await TimeAsync(question, statement, from, stepSeconds);
        }
        catch (Exception fault) when (fault is OperationCanceledException or HttpRequestException)
        {
            Console.WriteLine($"{_client.VersionText}, {question.What}, from {from}: no answer within {AnswerPatience.TotalSeconds:F0} s ({fault.Message})");
        }
    }

    private async Task TimeAsync(AskedQuestion question, string statement, string from, int stepSeconds)
    {
        var (first, median, turns, rows) = await AskedQuestion.TimeAsync(async () =>
        {
            using var result = JsonDocument.Parse(await _http.GetStringAsync($"/query?db={_options.Database}&epoch=ms&q={Uri.EscapeDataString(statement)}"));
            return Rows(result);
        });
        Console.WriteLine($"{_client.VersionText}, {question.What}, from {from}: {first:F0} ms first, {median:F0} ms median of {turns}; {rows} points of {stepSeconds} s");
    }

    private static int Rows(JsonDocument result) =>
        result.RootElement.GetProperty("results")[0].TryGetProperty("series", out var series) ? series[0].GetProperty("values").GetArrayLength() : 0;

    /// <summary>Of one device its buckets; of many the sum of their means, which needs each device's first, and their extremes and counts.</summary>
    private static string Points(AskedQuestion question, string field, int stepSeconds)
    {
        var flat = $"min(\"{field}\"), max(\"{field}\"), count(\"{field}\")";
        return question.Query.IsTotal
            ? Total($"mean(\"{field}\")", flat, Kind, question, stepSeconds)
            : $"SELECT mean(\"{field}\"), {flat}, last(\"{field}\") FROM {From(Kind, question)} GROUP BY time({stepSeconds}s) fill(none)";
    }

    private static string Hours(AskedQuestion question, string field, int stepSeconds) =>
        Total($"sum(sum_{field}) / sum(count_{field})", $"min(min_{field}), max(max_{field}), sum(count_{field})", $"{InfluxRollups.Policy}.{Kind}", question, stepSeconds);

    /// <summary>Two statements: over one subquery InfluxDB 1.x runs that once again for every aggregate.</summary>
    private static string Total(string mean, string flat, string table, AskedQuestion question, int stepSeconds) =>
        $"SELECT sum(a), count(a) FROM (SELECT {mean} AS a FROM {From(table, question)} GROUP BY time({stepSeconds}s), device fill(none)) "
        + $"WHERE {Time(question.Query)} GROUP BY time({stepSeconds}s) fill(none); SELECT {flat} FROM {From(table, question)} GROUP BY time({stepSeconds}s) fill(none)";

    private static string From(string table, AskedQuestion question) => $"{table} WHERE {Time(question.Query)}{question.Where}";

    private static string Kind => DeviceKind.Hotspot.Word();

    private static string Time(SeriesQuery query) => string.Create(
        CultureInfo.InvariantCulture, $"time >= {query.From.ToUnixTimeMilliseconds()}ms AND time < {query.To.ToUnixTimeMilliseconds()}ms");
}
