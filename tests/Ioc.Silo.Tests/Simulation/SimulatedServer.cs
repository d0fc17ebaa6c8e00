using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Ioc.Silo.Influx;
using Ioc.Silo.Series;

namespace Ioc.Silo.Tests.Simulation;

/// <summary>
/// The month's time-series server, an InfluxDB 1.x as far as points go: keeps one point a time and series, whoever writes it how often, refuses
/// some lines for ever and takes the others of their request, adds up hours when it is asked to. In this process, so that a seed decides at
/// which request it fails; real ones are in the suite of stores and in <c>prove durability</c>.
/// </summary>
internal sealed partial class SimulatedServer(SimulatedNetwork network) : HttpMessageHandler
{
    /// <summary>One line in so many is refused whenever it comes.</summary>
    private const long PoisonEvery = 499;

    private readonly Dictionary<string, string> _points = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _byDevice = new(StringComparer.Ordinal);
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Kind, long HourMs), int> _written = [];
    private readonly Dictionary<(string Kind, long HourMs), int> _addedUp = [];
    private int _events;

    public ServerMood Mood { get; private set; }

    /// <summary>Requests until it is well again.</summary>
    public int MoodRequests { get; private set; }

    /// <summary>Points that came again with other values: two messages that became one.</summary>
    public int Clashes { get; private set; }

    public void Become(ServerMood mood, int requests) => (Mood, MoodRequests) = (mood, requests);

    /// <summary>Messages of a device that are points here, or were refused.</summary>
    public int Messages(string deviceId) => _byDevice.GetValueOrDefault(deviceId);

    public int Refused => _refused.Count;

    /// <summary>Hours that are over and got points after they were last added up, or never were.</summary>
    public IEnumerable<(string Kind, long HourMs)> NotAddedUp(long overMs) =>
        _written.Where(hour => hour.Key.HourMs < overMs && _addedUp.GetValueOrDefault(hour.Key) < hour.Value).Select(hour => hour.Key);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var mood = MoodRequests > 0 ? Mood : ServerMood.Well;
        MoodRequests = MoodRequests == int.MaxValue ? MoodRequests : Math.Max(0, MoodRequests - 1);
        switch (mood)
        {
            case ServerMood.Away:
                throw new HttpRequestException("Connection refused");
            case ServerMood.Hangs:
                network.TimeOut();
                await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
                break;
            case ServerMood.Fails:
                return Say(HttpStatusCode.InternalServerError, "engine: cannot write to file");
            case ServerMood.Busy:
                return Say(HttpStatusCode.TooManyRequests, "too many writes");
        }

        var answer = await AnswerAsync(request, cancellationToken);
        if (mood != ServerMood.LosesAnswers)
            return answer;
        answer.Dispose();
        throw new HttpRequestException("The response ended prematurely.");
    }

    private static HttpResponseMessage Say(HttpStatusCode status, string words)
    {
        var response = new HttpResponseMessage(status) { Content = new StringContent(words) };
        response.Headers.Add("X-Influxdb-Version", "1.6.7");
        return response;
    }

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        switch (request.RequestUri!.AbsolutePath)
        {
            case "/write":
                using (var lines = new StreamReader(new GZipStream(await request.Content!.ReadAsStreamAsync(cancellationToken), CompressionMode.Decompress), Encoding.UTF8))
                    return Take(lines) is var refused and > 0 ? Say(HttpStatusCode.BadRequest, $"partial write: unable to parse {refused} lines") : Say(HttpStatusCode.NoContent, "");
            case "/query":
                NoteAddedUp(WebUtility.UrlDecode(await request.Content!.ReadAsStringAsync(cancellationToken)));
                return Say(HttpStatusCode.OK, """{"results":[{"statement_id":0}]}""");
            default:
                return Say(HttpStatusCode.NoContent, "");
        }
    }

    private int Take(StreamReader lines)
    {
        var refused = 0;
        while (lines.ReadLine() is { } line)
        {
            var (fields, time) = (line.IndexOf(' ', StringComparison.Ordinal), line.LastIndexOf(' '));
            var key = string.Concat(line.AsSpan(0, fields), line.AsSpan(time));
            var atNs = long.Parse(line.AsSpan(time + 1), CultureInfo.InvariantCulture);
            if (atNs % PoisonEvery == 0)
            {
                refused++;
                Count(line, isNew: _refused.Add(key));
            }
            else
            {
                Clashes += _points.TryGetValue(key, out var before) && before != line ? 1 : 0;
                var isNew = _points.TryAdd(key, line);
                Count(line, isNew);
                if (isNew)
                    _written[(line[..line.IndexOf(',', StringComparison.Ordinal)], GroupBlock.HourOf(atNs / PointTimes.NanosecondsPerMillisecond))] = ++_events;
            }
        }

        return refused;
    }

    private void Count(string line, bool isNew)
    {
        var device = DeviceTag.Match(line).Groups[1].Value;
        _byDevice[device] = _byDevice.GetValueOrDefault(device) + (isNew ? 1 : 0);
    }

    private void NoteAddedUp(string statement)
    {
        if (AddingUp.Match(statement) is { Success: true } match)
            _addedUp[(match.Groups["kind"].Value, long.Parse(match.Groups["hour"].Value, CultureInfo.InvariantCulture))] = ++_events;
    }

    [GeneratedRegex(",device=([^,]+),")]
    private static partial Regex DeviceTag { get; }

    [GeneratedRegex("INTO .*\\.\"(?<kind>[a-z]+)\" FROM .* time >= (?<hour>[0-9]+)ms", RegexOptions.ExplicitCapture)]
    private static partial Regex AddingUp { get; }
}
