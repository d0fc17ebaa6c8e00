using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Ioc.Silo.Influx;

/// <summary>
/// HTTP to a line-protocol server, InfluxDB 1.x to 3.x or VictoriaMetrics. What may be tried again is: connections, timeouts, 429 and 5xx;
/// points are the same when written twice. A refusal is an answer. The circuit opens when everything fails, so that an absent server costs
/// one attempt now and then, not a thread in timeouts.
/// </summary>
internal sealed class InfluxClient : IDisposable
{
    private const string VersionHeader = "X-Influxdb-Version";
    private const string Name = "InfluxDB ";

    private readonly InfluxOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;
    private readonly ResiliencePipeline<HttpResponseMessage> _patient;
    private volatile string _lastAway = "it does not answer";

    /// <param name="options">Which server.</param>
    /// <param name="time">Of retries and timeouts.</param>
    /// <param name="logger">Retries.</param>
    /// <param name="transport">Carries the requests; null: sockets.</param>
    public InfluxClient(InfluxOptions options, TimeProvider time, ILogger logger, HttpMessageHandler? transport = null)
    {
        (_options, _time) = (options, time);
        _http = new HttpClient(transport ?? new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5), MaxConnectionsPerServer = 4, AutomaticDecompression = DecompressionMethods.GZip })
        {
            BaseAddress = options.Server,
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = InfluxLimits.AnswerBytesMax,
        };
        _patient = Pipeline(time, logger);
    }

    /// <summary>Null until <see cref="DetectAsync"/> found out.</summary>
    public InfluxVersion? Version { get; private set; }

    public bool NeedsOrganisation => VersionText.StartsWith(Name + "2.", StringComparison.Ordinal);

    /// <summary>What the server calls itself, for people.</summary>
    public string VersionText { get; private set; } = "";

    /// <summary>Asks who is there. InfluxDB says so in a header; VictoriaMetrics answers its own health page.</summary>
    public async Task<InfluxAnswer> DetectAsync(CancellationToken cancellationToken)
    {
        string? version = null;
        var answer = await SendAsync(() => new HttpRequestMessage(HttpMethod.Get, "ping"), response =>
        {
            version = response.Headers.TryGetValues(VersionHeader, out var values) ? string.Join(' ', values) : null;
            return Task.CompletedTask;
        }, cancellationToken);
        if (answer.Outcome is InfluxOutcome.Away or InfluxOutcome.Unauthorised)
            return answer;
        if (version is null)
            return await DetectVictoriaAsync(cancellationToken);
        VersionText = Name + version.TrimStart('v');
        Version = version.TrimStart('v').StartsWith("1.", StringComparison.Ordinal) ? InfluxVersion.V1 : InfluxVersion.V2;
        return InfluxAnswer.Done;
    }

    /// <param name="body">Lines, compressed with gzip; not changed before the call returns.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<InfluxAnswer> WriteAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var path = Version == InfluxVersion.V2
            ? $"api/v2/write?{(_options.Organisation is { } organisation ? $"org={Uri.EscapeDataString(organisation)}&" : "")}bucket={Uri.EscapeDataString(_options.Database)}&precision=ns"
            : $"write?db={Uri.EscapeDataString(_options.Database)}&precision=ns";
        return SendAsync(
            () => new HttpRequestMessage(HttpMethod.Post, path)
            {
                Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("text/plain"), ContentEncoding = { "gzip" } } },
            },
            static _ => Task.CompletedTask,
            cancellationToken);
    }

    /// <summary>
    /// Whether a bucket is there and may be written to, asked with what writing itself needs and no more: a body of one comment. The server
    /// looks for bucket and permission first, and may then refuse a body without points.
    /// </summary>
    public async Task<InfluxAnswer> ProbeAsync(CancellationToken cancellationToken)
    {
        var answer = await WriteAsync(LineWriter.Compress("# ioc asks whether it may write here\n"u8), cancellationToken);
        return answer.Outcome switch
        {
            InfluxOutcome.Refused => InfluxAnswer.Done,
            InfluxOutcome.NotThere => answer with { Text = $"{_options.Server} has no bucket {InfluxText.Bucket(_options)} ({answer.Text})" },
            _ => answer,
        };
    }

    /// <summary>Whether what was written can be asked for too: a token may be for writing alone, and in 2.x a database must be mapped to the bucket.</summary>
    public async Task<InfluxAnswer> ProbeReadingAsync(CancellationToken cancellationToken)
    {
        var (answer, result) = await QueryAsync("SHOW MEASUREMENTS LIMIT 1", cancellationToken);
        result?.Dispose();
        return answer;
    }

    /// <summary>One or more InfluxQL statements; the answer is for the caller to dispose. An error in a statement is a refusal.</summary>
    public Task<(InfluxAnswer Answer, JsonDocument? Result)> QueryAsync(string statements, CancellationToken cancellationToken) =>
        QueryAsync(statements, "ms", cancellationToken);

    /// <summary>A question for whose answer somebody waits, so not for long.</summary>
    /// <param name="statements">InfluxQL.</param>
    /// <param name="epoch">The unit of times in the answer: <c>ms</c> or <c>ns</c>.</param>
    /// <param name="cancellationToken">Who asked has gone.</param>
    /// <exception cref="SiloUnavailableException">No answer, with the reason.</exception>
    public async Task<JsonDocument> AskAsync(string statements, string epoch, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(InfluxLimits.QuerySeconds), _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            var (answer, result) = await QueryAsync(statements, epoch, either.Token);
            return result ?? throw new SiloUnavailableException($"The time-series server does not answer: {answer.Text}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SiloUnavailableException($"The time-series server does not answer: nothing came within {InfluxLimits.QuerySeconds} s");
        }
    }

    private async Task<(InfluxAnswer Answer, JsonDocument? Result)> QueryAsync(string statements, string epoch, CancellationToken cancellationToken)
    {
        JsonDocument? result = null;
        var answer = await SendAsync(
            () => new HttpRequestMessage(HttpMethod.Post, $"query?db={Uri.EscapeDataString(_options.Database)}&epoch={epoch}")
            {
                Content = new FormUrlEncodedContent([new("q", statements)]),
            },
            async response => result = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellationToken), default, cancellationToken),
            cancellationToken);
        if (result is not null && ErrorIn(result) is { } error)
        {
            result.Dispose();
            return (new InfluxAnswer(InfluxOutcome.Refused, Shorten(error)), null);
        }

        return (answer, result);
    }

    public void Dispose() => _http.Dispose();

    private async Task<InfluxAnswer> DetectVictoriaAsync(CancellationToken cancellationToken)
    {
        var body = "";
        var answer = await SendAsync(
            () => new HttpRequestMessage(HttpMethod.Get, "metrics"), async response => body = await TextOfAsync(response, cancellationToken), cancellationToken);
        if (answer.Outcome == InfluxOutcome.Away)
            return answer;
        if (!body.Contains("vm_app_version", StringComparison.Ordinal))
            return new InfluxAnswer(InfluxOutcome.NotThere, $"{_options.Server} answers, but is neither InfluxDB nor VictoriaMetrics");
        (Version, VersionText) = (InfluxVersion.VictoriaMetrics, "VictoriaMetrics");
        return InfluxAnswer.Done;
    }

    private async Task<InfluxAnswer> SendAsync(Func<HttpRequestMessage> request, Func<HttpResponseMessage, Task> read, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _patient.ExecuteAsync(async token =>
            {
                using var message = request();
                Authorise(message);
                return await _http.SendAsync(message, token);
            }, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                await read(response);
                return InfluxAnswer.Done;
            }

            var outcome = OutcomeOf(response.StatusCode);
            var text = await TextOfAsync(response, cancellationToken);
            var said = $"{(int)response.StatusCode}: {Shorten(text)}";
            if (outcome == InfluxOutcome.Refused && InfluxRetention.TooOldIn(text) is { } tooOld)
                return new InfluxAnswer(InfluxOutcome.Done, said, tooOld);
            return outcome == InfluxOutcome.Away ? Away(said) : new InfluxAnswer(outcome, said);
        }
        catch (Exception fault) when (fault is HttpRequestException or TimeoutRejectedException or BrokenCircuitException or IOException or InvalidDataException or JsonException)
        {
            // Whoever has to mend it must see what is wrong, also while nobody asks.
            return fault is BrokenCircuitException ? new InfluxAnswer(InfluxOutcome.Away, $"{_lastAway} (so often that it is not asked just now)") : Away(fault.Message);
        }
    }

    /// <summary>As UTF-8 whatever the page says it is: a proxy's error page may name a character set that nobody knows.</summary>
    private static async Task<string> TextOfAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(cancellationToken));

    private InfluxAnswer Away(string said)
    {
        _lastAway = said;
        return new InfluxAnswer(InfluxOutcome.Away, said);
    }

    private void Authorise(HttpRequestMessage message)
    {
        if (_options.Secret is not { } secret)
            return;
        message.Headers.Authorization = _options.UserName is { } user
            ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{secret}")))
            : new AuthenticationHeaderValue("Token", secret);
    }

    private static InfluxOutcome OutcomeOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => InfluxOutcome.Unauthorised,
        HttpStatusCode.NotFound => InfluxOutcome.NotThere,
        HttpStatusCode.RequestEntityTooLarge => InfluxOutcome.TooLarge,
        _ => IsPassing(status) ? InfluxOutcome.Away : InfluxOutcome.Refused,
    };

    private static bool IsPassing(HttpStatusCode status) =>
        status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout || (int)status >= 500;

    private static string? ErrorIn(JsonDocument result)
    {
        const string none = "an answer without results";
        if (result.RootElement.ValueKind != JsonValueKind.Object)
            return none;
        if (result.RootElement.TryGetProperty("error", out var whole))
            return whole.ToString();
        if (!result.RootElement.TryGetProperty("results", out var results) || results.ValueKind != JsonValueKind.Array)
            return none;
        foreach (var statement in results.EnumerateArray())
            if (statement.ValueKind != JsonValueKind.Object)
                return none;
            else if (statement.TryGetProperty("error", out var error))
                return error.ToString();
        return null;
    }

    private static string Shorten(string text)
    {
        text = text.ReplaceLineEndings(" ").Trim();
        return text.Length <= InfluxLimits.AnswerCharactersMax ? text : text[..InfluxLimits.AnswerCharactersMax] + " …";
    }

    /// <summary>What the server itself says it needs; null: it says nothing.</summary>
    private static TimeSpan? AskedFor(HttpResponseMessage? response) =>
        response?.Headers.RetryAfter?.Delta is { } asked ? TimeSpan.FromSeconds(Math.Min(asked.TotalSeconds, InfluxLimits.RetryAfterSecondsMax)) : null;

    private static ResiliencePipeline<HttpResponseMessage> Pipeline(TimeProvider time, ILogger logger)
    {
        var passing = new PredicateBuilder<HttpResponseMessage>()
            .Handle<HttpRequestException>().Handle<TimeoutRejectedException>().Handle<IOException>()
            .HandleResult(response => IsPassing(response.StatusCode));
        return new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                ShouldHandle = passing,
                MaxRetryAttempts = InfluxLimits.Retries,
                Delay = TimeSpan.FromMilliseconds(InfluxLimits.RetryMilliseconds),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                DelayGenerator = static retry => ValueTask.FromResult(AskedFor(retry.Outcome.Result)),
                OnRetry = retry =>
                {
                    InfluxLog.Retrying(logger, retry.AttemptNumber + 1, retry.Outcome.Exception?.Message ?? $"status {(int)retry.Outcome.Result!.StatusCode}");
                    return default;
                },
            })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<HttpResponseMessage>
            {
                ShouldHandle = passing,
                FailureRatio = 0.9,
                MinimumThroughput = 8,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = TimeSpan.FromSeconds(InfluxLimits.AwaySeconds),
            })
            .AddTimeout(TimeSpan.FromSeconds(InfluxLimits.RequestSeconds))
            .Build();
    }
}
