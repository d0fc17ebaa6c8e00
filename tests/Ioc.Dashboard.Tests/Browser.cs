using System.Text.Json;

namespace Ioc.Dashboard.Tests;

/// <summary>A browser that signs in: it keeps its cookies and sends what our pages send.</summary>
internal sealed class Browser(DashboardServer server) : IDisposable
{
    private readonly Dictionary<string, string> _cookies = [];
    private readonly HttpClient _client = server.Client();

    public string? Cookie(string name) => _cookies.GetValueOrDefault(name);

    public void Forget(string name) => _cookies.Remove(name);

    public void Plant(string name, string value) => _cookies[name] = value;

    public Task<HttpResponseMessage> SignInAsync(string userName, string? password = null) =>
        SendAsync(HttpMethod.Post, "/api/v1/session", new { userName, password = password ?? userName + "-password" });

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : DashboardServer.Json(body) };
        if (_cookies.Count > 0) request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", _cookies.Select(pair => $"{pair.Key}={pair.Value}")));
        request.Headers.Add("X-Ioc-Request", "1");
        HttpResponseMessage response = await _client.SendAsync(request);
        foreach (string cookie in response.Headers.TryGetValues("Set-Cookie", out IEnumerable<string>? set) ? set : [])
        {
            string[] pair = cookie.Split(';')[0].Split('=', 2);
            if (pair[1].Length > 0) _cookies[pair[0]] = pair[1];
            else _cookies.Remove(pair[0]);
        }

        return response;
    }

    public async Task<JsonElement> GetAsync(string path) => await (await SendAsync(HttpMethod.Get, path)).JsonAsync();

    public void Dispose() => _client.Dispose();
}
