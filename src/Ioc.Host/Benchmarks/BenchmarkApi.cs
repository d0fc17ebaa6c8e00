using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Ioc.Host.Benchmarks;

/// <summary>The few HTTP calls a benchmark needs; whatever goes wrong is an exception that says what the server answered.</summary>
internal sealed class BenchmarkApi : IDisposable
{
    /// <summary>docs/api.md: at most 5,000 credentials in one request; devices in the same portions.</summary>
    private const int DevicesPerRequestMax = 1_000;

    private static readonly string[] Tags = ["benchmark"];

    private readonly HttpClient _http;

    public BenchmarkApi(Uri address, string token)
    {
        _http = new HttpClient { BaseAddress = address };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Registers hotspots and answers their credentials by id.</summary>
    public async Task<IReadOnlyDictionary<string, string>> RegisterAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var unit = await CommuneAsync(cancellationToken);
        var credentials = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var portion in ids.Chunk(DevicesPerRequestMax))
        {
            var devices = portion.Select(id => new
            {
                id,
                kind = "hotspot",
                name = id,
                unitCode = unit,
                latitude = 19.8,
                longitude = 105.6,
                periodSeconds = 86_400,
                tags = Tags,
                hotspot = new { accessPoints = 3, placeType = "office", backhaul = "fibre" },
            });
            await SendAsync(HttpMethod.Put, "/api/v1/devices", new { devices, keepGood = false }, cancellationToken);
            var answer = await SendAsync(HttpMethod.Post, "/api/v1/devices/credentials", new { deviceIds = portion }, cancellationToken);
            foreach (var item in answer!["items"]!.AsArray())
                credentials[(string)item!["deviceId"]!] = (string)item["credential"]!;
        }

        return credentials;
    }

    public async Task RemoveAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        foreach (var id in ids)
        {
            using var answer = await _http.DeleteAsync(new Uri($"/api/v1/devices/{id}", UriKind.Relative), cancellationToken);
        }
    }

    public async Task<long> RejectionsAsync(CancellationToken cancellationToken) =>
        (long)(await SendAsync(HttpMethod.Get, "/api/v1/system", null, cancellationToken))!["rejectionsTotal"]!;

    /// <summary>Null where /metrics does not answer.</summary>
    public async Task<ServerMetrics?> MetricsAsync(CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync(new Uri("/metrics", UriKind.Relative), cancellationToken);
        return answer.IsSuccessStatusCode ? ServerMetrics.Parse(await answer.Content.ReadAsStringAsync(cancellationToken)) : null;
    }

    public void Dispose() => _http.Dispose();

    private async Task<string> CommuneAsync(CancellationToken cancellationToken)
    {
        var units = await SendAsync(HttpMethod.Get, "/api/v1/units?level=commune&pageSize=1", null, cancellationToken);
        if (units!["items"]!.AsArray() is [{ } commune, ..])
            return (string)commune["code"]!;
        var made = new { code = "99999", name = "Bench", fullName = "Xã Bench", level = "commune" };
        await SendAsync(HttpMethod.Put, "/api/v1/units", new { units = new[] { made }, keepGood = false }, cancellationToken);
        return made.code;
    }

    private async Task<JsonNode?> SendAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = JsonContent.Create(body);
        using var answer = await _http.SendAsync(request, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        return answer.IsSuccessStatusCode
            ? text.Length == 0 ? null : JsonNode.Parse(text)
            : throw new HttpRequestException($"{method} {path} answered {(int)answer.StatusCode}: {text}");
    }
}
