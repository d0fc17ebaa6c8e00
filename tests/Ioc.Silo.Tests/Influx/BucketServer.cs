using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Ioc.Silo.Tests.Influx;

/// <summary>
/// The write API of InfluxDB 2.x and its InfluxQL as its documentation describes them (docs.influxdata.com, "Troubleshoot issues writing data", "/query 1.x
/// compatibility API" and the API's description), and nothing beyond: anything else that is asked of it is 404 and kept in <see cref="Strange"/>. InfluxDB
/// 2 itself can't be had from the package sources in use. What is accepted can be handed on to a real server: a VictoriaMetrics, which takes the same
/// writes, or an InfluxDB 1.x, whose InfluxQL 2.x and 3.x have kept.
/// </summary>
internal sealed partial class BucketServer : IDisposable
{
    public const string Organisation = "province";
    public const int RetryAfterSeconds = 2;
    public const string Token = "a token == of some length";

    private static readonly HttpClient Http = new();

    private readonly HttpListener _listener = new();
    private readonly Uri? _behind;
    private readonly string _version;

    /// <param name="behind">A real server that gets the accepted requests, and whose answer is the answer.</param>
    /// <param name="version">A 3.x has no organisations.</param>
    public BucketServer(Uri? behind = null, string version = "v2.7.12")
    {
        (_behind, _version) = (behind, version);
        Address = new Uri($"http://127.0.0.1:{SeriesServer.FreePort()}/");
        _listener.Prefixes.Add(Address.ToString());
        _listener.Start();
        _ = ServeAsync();
    }

    public Uri Address { get; }

    public ConcurrentDictionary<string, int> Lines { get; } = new(StringComparer.Ordinal);

    public ConcurrentQueue<string> Strange { get; } = new();

    public HashSet<string> Buckets { get; } = ["ioc"];

    /// <summary>False: the token is for writing alone.</summary>
    public bool MayRead { get; set; } = true;

    /// <summary>Where a 1.x takes writes; a VictoriaMetrics takes them at the same address.</summary>
    public string? WritesBehind { get; init; }

    /// <summary>A field that is a number in this bucket's shard already is sent as something else in lines with this text.</summary>
    public string? Conflict { get; set; }

    /// <summary>Answers so many times 429, and how long to wait.</summary>
    public int BusyTimes { get; set; }

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                context.Response.AddHeader("X-Influxdb-Build", "OSS");
                context.Response.AddHeader("X-Influxdb-Version", _version);
                var (status, body) = await AnswerAsync(context.Request, context.Response);
                context.Response.StatusCode = status;
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
                context.Response.Close();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task<(int Status, string Body)> AnswerAsync(HttpListenerRequest request, HttpListenerResponse response)
    {
        if (request.Url!.AbsolutePath == "/ping")
            return (204, "");
        if (request.Url.AbsolutePath == "/query" && request.HttpMethod == "POST")
            return await QueryAsync(request);
        if (request.Url.AbsolutePath != "/api/v2/write" || request.HttpMethod != "POST")
        {
            Strange.Enqueue($"{request.HttpMethod} {request.Url.AbsolutePath}");
            return (404, Error("not found", "path not found"));
        }

        if (request.Headers["Authorization"] != $"Token {Token}")
            return (401, Error("unauthorized", "unauthorized access"));
        if (request.QueryString["org"] != (_version.StartsWith("v2.", StringComparison.Ordinal) ? Organisation : null))
            return (404, Error("not found", "failed to initialize execute state: could not find organization"));
        if (!Buckets.Contains(request.QueryString["bucket"] ?? ""))
            return (404, Error("not found", $"bucket \\\"{request.QueryString["bucket"]}\\\" not found"));
        if (request.QueryString["precision"] != "ns" || request.Headers["Content-Encoding"] != "gzip")
            Strange.Enqueue(request.Url.Query);
        using var body = new MemoryStream();
        await request.InputStream.CopyToAsync(body);
        if (BusyTimes-- > 0)
        {
            response.AddHeader("Retry-After", RetryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture));
            return (429, Error("too many requests", "rate limit exceeded"));
        }

        return await WriteAsync(request, body);
    }

    private async Task<(int Status, string Body)> WriteAsync(HttpListenerRequest request, MemoryStream body)
    {
        body.Position = 0;
        using var reader = new StreamReader(new GZipStream(body, CompressionMode.Decompress, leaveOpen: true), Encoding.UTF8);
        var text = await reader.ReadToEndAsync();
        var lines = text.Split('\n').Select((line, index) => (Line: line, Number: index + 1))
            .Where(numbered => numbered.Line.Length > 0 && numbered.Line[0] != '#').ToList();
        if (lines.Count == 0)
            return (400, Error("invalid", "writing requires points"));
        if (lines.Find(numbered => !WellFormed().IsMatch(numbered.Line)) is { Line: not null } malformed)
            return (400, $$"""{"code":"invalid","message":"unable to parse '{{malformed.Line}}'","line":{{malformed.Number}}}""");
        // A point that conflicts is left out, the others are stored: 422, as 2.x says of it.
        var taken = lines.Where(numbered => Conflict is null || !numbered.Line.Contains(Conflict, StringComparison.Ordinal)).ToList();
        foreach (var (line, _) in taken)
            Lines.AddOrUpdate(line, 1, static (_, times) => times + 1);
        if (taken.Count < lines.Count)
            return (422, Error("unprocessable entity", $"failure writing points to database: partial write: field type conflict, dropped={lines.Count - taken.Count}"));
        if (_behind is null)
            return (204, "");
        using var content = new ByteArrayContent(body.ToArray()) { Headers = { ContentEncoding = { "gzip" } } };
        return await HandOnAsync(new Uri(_behind, WritesBehind ?? request.Url!.PathAndQuery), content);
    }

    /// <summary>A database is the bucket of its name, as 2.x maps them by itself.</summary>
    private async Task<(int Status, string Body)> QueryAsync(HttpListenerRequest request)
    {
        if (request.Headers["Authorization"] != $"Token {Token}")
            return (401, Error("unauthorized", "unauthorized access"));
        if (!MayRead)
            return (403, Error("forbidden", "insufficient permissions"));
        if (!Buckets.Contains(request.QueryString["db"] ?? ""))
            return (404, Error("not found", "no dbrp mapping found"));
        using var body = new MemoryStream();
        await request.InputStream.CopyToAsync(body);
        using var content = new ByteArrayContent(body.ToArray()) { Headers = { ContentType = new("application/x-www-form-urlencoded") } };
        return _behind is null ? (200, """{"results":[{"statement_id":0}]}""") : await HandOnAsync(new Uri(_behind, request.Url!.PathAndQuery), content);
    }

    private static async Task<(int Status, string Body)> HandOnAsync(Uri address, HttpContent content)
    {
        using var answer = await Http.PostAsync(address, content);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static string Error(string code, string message) => $$"""{"code":"{{code}}","message":"{{message}}"}""";

    /// <summary>Measurement, tags, one or more fields that are numbers, a time in nanoseconds.</summary>
    [GeneratedRegex(@"^[a-z]+(,[a-z]+=([^ ,=\\]|\\[ ,=])+)+ [a-z0-9_]+=-?[0-9.E+-]+(,[a-z0-9_]+=-?[0-9.E+-]+)* [0-9]{19}$")]
    private static partial Regex WellFormed();
}
