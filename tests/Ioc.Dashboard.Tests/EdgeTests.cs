using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Ioc.Dashboard.Tests;

/// <summary>What every answer says to a browser, and what no answer says to a stranger.</summary>
public sealed class EdgeTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly DashboardServer _server = shared.Server;

    public static TheoryData<string, string, string?> Answers => new()
    {
        { "GET", "/", null }, { "GET", "/devices/ls-1", null }, { "GET", "/missing.js", null }, { "GET", "/healthz", null }, { "GET", "/readyz", null },
        { "GET", "/api/v1/session", null }, { "GET", "/api/v1/devices", "administrator" }, { "GET", "/api/v1/devices/nobody", "administrator" },
        { "GET", "/api/v1/nothing", "administrator" }, { "PATCH", "/api/v1/devices", "administrator" }, { "PUT", "/api/v1/devices", "viewer" }, { "PUT", "/api/v1/devices", "administrator" },
        { "GET", "/api/v1/series/export?device=ls-1&metric=clients", "administrator" }, { "GET", "/api/v1/audit/export", "administrator" }, { "GET", "/api/v1/audit", "viewer" },
        { "GET", "/media/x.wav", null }, { "GET", "/openapi/v1.json", "viewer" }, { "GET", "/metrics", "viewer" }, { "POST", "/hubs/live/negotiate", null }, { "TRACE", "/", null },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Every_answer_ties_the_browser_down_and_names_no_software(string method, string path, string? user)
    {
        using HttpClient client = _server.Client(user);
        using HttpResponseMessage response = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
        string policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        foreach (string directive in new[] { "default-src 'self'", "script-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'" })
            Assert.Contains(directive, policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src 'self' 'unsafe-inline'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
        Assert.Equal("same-origin", Assert.Single(response.Headers.GetValues("Cross-Origin-Opener-Policy")));
        Assert.False(response.Headers.Contains("Server"), "Server names the software");
        Assert.False(response.Headers.Contains("X-Powered-By"));
        if (path.StartsWith("/api", StringComparison.Ordinal)) Assert.True(response.Headers.CacheControl?.NoStore, "live state must not be kept");
        if ((int)response.StatusCode >= 400)
        {
            string text = await response.Content.ReadAsStringAsync();
            Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
            Assert.DoesNotContain(_server.DataDirectory, text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/media/../secret")]
    [InlineData("/media/..%2fsecret")]
    [InlineData("/media/%2e%2e%2fsecret")]
    [InlineData("/media/..%5csecret")]
    [InlineData("/media/%00")]
    [InlineData("/media/0000000000000000000000000000000000000000000000000000000000000000.wav/../../secret")]
    [InlineData("/../secret")]
    [InlineData("/assets/..%2f..%2fsecret")]
    [InlineData("/map/..%2f..%2fsecret")]
    [InlineData("/%2e%2e/%2e%2e/secret")]
    [InlineData("/..%c0%afsecret")]
    public async Task No_name_of_a_file_leads_out_of_its_folder(string path)
    {
        await File.WriteAllTextAsync(Path.Combine(_server.DataDirectory, "secret"), "the key of the audit");
        using var socket = new TcpClient();
        await socket.ConnectAsync(_server.Address.Host, _server.Address.Port);
        NetworkStream stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {_server.Address.Authority}\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream, Encoding.Latin1);
        Assert.DoesNotContain("the key of the audit", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/xml")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task An_upload_of_another_kind_is_refused_whatever_it_holds(string type)
    {
        using HttpClient client = _server.Client("administrator");
        foreach (string path in new[] { "/api/v1/devices", "/api/v1/units", "/api/v1/units/boundaries" })
        {
            var content = new ByteArrayContent("{\"devices\":[]}"u8.ToArray());
            content.Headers.TryAddWithoutValidation("Content-Type", type);
            Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await client.PutAsync(path, content)).StatusCode);
        }
    }
}
