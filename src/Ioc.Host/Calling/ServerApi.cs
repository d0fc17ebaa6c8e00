using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ioc.Dashboard.Wire;

namespace Ioc.Host.Calling;

/// <summary>A running server's HTTP API (docs/api.md), as far as the commands use it. A refusal is an answer, not an exception.</summary>
internal sealed class ServerApi : IDisposable
{
    /// <summary>A thousand devices with their cells import in well under a second; this is for a server that is gone.</summary>
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(100);

    private readonly HttpClient _http;

    public ServerApi(Uri address, string token)
    {
        Address = address;
        Token = token;
        _http = new HttpClient { BaseAddress = address, Timeout = RequestTimeout };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public Uri Address { get; }

    public string Token { get; }

    public void Dispose() => _http.Dispose();

    public Task<ApiAnswer<T>> GetAsync<T>(string path, CancellationToken cancellationToken)
        where T : class => SendAsync<T>(HttpMethod.Get, path, null, cancellationToken);

    public Task<ApiAnswer<JsonObject>> PostAsync(string path, object? body, CancellationToken cancellationToken) =>
        SendAsync<JsonObject>(HttpMethod.Post, path, body is null ? null : JsonContent.Create(body, options: JsonSerializerOptions.Web), cancellationToken);

    public Task<ApiAnswer<JsonObject>> PutAsync(string path, object body, CancellationToken cancellationToken) =>
        SendAsync<JsonObject>(HttpMethod.Put, path, JsonContent.Create(body, options: JsonSerializerOptions.Web), cancellationToken);

    public Task<ApiAnswer<JsonObject>> DeleteAsync(string path, CancellationToken cancellationToken) =>
        SendAsync<JsonObject>(HttpMethod.Delete, path, null, cancellationToken);

    public Task<ApiAnswer<ImportAnswer>> PutUnitsAsync(IReadOnlyList<UnitWire> units, bool keepGood, CancellationToken cancellationToken) =>
        SendAsync<ImportAnswer>(HttpMethod.Put, "/api/v1/units", JsonContent.Create(new { units, keepGood }, options: JsonSerializerOptions.Web), cancellationToken);

    public Task<ApiAnswer<ImportAnswer>> PutDevicesAsync(IReadOnlyList<DeviceDocument> devices, bool keepGood, CancellationToken cancellationToken) =>
        SendAsync<ImportAnswer>(HttpMethod.Put, "/api/v1/devices", JsonContent.Create(new { devices, keepGood }, options: JsonSerializerOptions.Web), cancellationToken);

    /// <summary>All or none; answers no counts.</summary>
    public Task<ApiAnswer<JsonObject>> PutBoundariesAsync(JsonNode featureCollection, CancellationToken cancellationToken) =>
        SendAsync<JsonObject>(HttpMethod.Put, "/api/v1/units/boundaries", JsonContent.Create(featureCollection, new MediaTypeHeaderValue("application/geo+json")), cancellationToken);

    /// <summary>Copies an answer of any length to <paramref name="target"/>; null, or what went wrong.</summary>
    public async Task<string?> DownloadAsync(string path, Stream target, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                return ProblemText.Of((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellationToken));
            }

            await response.Content.CopyToAsync(target, cancellationToken);
            return null;
        }
        catch (HttpRequestException fault)
        {
            return $"No server answers at {Address}, or it broke off: {fault.Message}. What was written so far is not all.";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"The server at {Address} did not answer within {RequestTimeout.TotalSeconds} s.";
        }
    }

    /// <summary>Every item of a list, page by page.</summary>
    /// <param name="path">With a question mark and filters already, or without any.</param>
    /// <param name="onPage">Told of each page with the list's total.</param>
    /// <param name="cancellationToken">Stops between and inside requests.</param>
    public async Task<ApiAnswer<List<T>>> GetAllAsync<T>(string path, Action<int, long>? onPage, CancellationToken cancellationToken)
    {
        var all = new List<T>();
        string? cursor = null;
        var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        do
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{path}{separator}pageSize=1000{(cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor))}");
            var page = await GetAsync<Page<T>>(at, cancellationToken);
            if (!page.Succeeded)
            {
                return new ApiAnswer<List<T>>(null, page.Problem, page.Status);
            }

            all.AddRange(page.Value!.Items);
            onPage?.Invoke(page.Value.Items.Count, page.Value.Total);
            cursor = page.Value.Next;
        }
        while (cursor is not null);

        return new ApiAnswer<List<T>>(all, null, 200);
    }

    private async Task<ApiAnswer<T>> SendAsync<T>(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
        where T : class
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        try
        {
            using var response = await _http.SendAsync(request, cancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            var status = (int)response.StatusCode;
            return response.IsSuccessStatusCode
                ? new ApiAnswer<T>(body.Length == 0 ? null : JsonSerializer.Deserialize<T>(body, JsonSerializerOptions.Web), null, status)
                : new ApiAnswer<T>(AnswerOfRefusal<T>(body), ProblemText.Of(status, body), status);
        }
        catch (HttpRequestException fault)
        {
            return new ApiAnswer<T>(null, $"No server answers at {Address}: {fault.Message}. Start it with `ioc serve`, or name another with --url.", 0);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ApiAnswer<T>(null, $"The server at {Address} did not answer within {RequestTimeout.TotalSeconds} s.", 0);
        }
        catch (JsonException fault)
        {
            return new ApiAnswer<T>(null, $"{Address} answered something that is not from this API ({fault.Message}). Is it an `ioc serve`?", 0);
        }
    }

    /// <summary>A refused import still names its rows (422), so they are worth reading.</summary>
    private static T? AnswerOfRefusal<T>(byte[] body)
        where T : class
    {
        if (typeof(T) != typeof(ImportAnswer))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<T>(body, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
