using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ioc.Host.Tests.Serving;

/// <summary>People's words under TLS, with the server's own certificate or behind a balancer.</summary>
public sealed class HttpsTests : IDisposable
{
    private readonly TempDirectory _temp = new();
    private readonly string _certificate;

    public HttpsTests() => _certificate = WriteCertificate("one");

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task People_come_by_TLS_and_who_comes_without_is_sent_there_or_refused()
    {
        await using var server = await RunningServer.StartAsync(options => options with
        {
            HttpsPort = 0, TlsCertificateFile = _certificate, TlsKeyFile = _temp.In("key.pem"), HttpProxyNetworks = ["127.0.0.0/8"],
        });
        var https = new UriBuilder("https", "127.0.0.1", server.Server.HttpsPort!.Value).Uri;
        var seen = "";
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => (seen = certificate!.Subject).Length > 0;
        using var client = new HttpClient(handler);

        using var signedIn = await SignInAsync(client, https, server, null);
        Assert.Equal("CN=one", seen);
        Assert.Equal("max-age=31536000", signedIn.Headers.GetValues("Strict-Transport-Security").Single());
        Assert.All(signedIn.Headers.GetValues("Set-Cookie"), cookie => Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase));

        // Plain, as somebody from outside whom a balancer without TLS let through.
        var plain = new Uri(server.Server.Address.Url);
        WriteCertificate("two");
        using var again = new HttpClient(new SocketsHttpHandler { SslOptions = handler.SslOptions });
        using var renewed = await again.GetAsync(new Uri(https, "/healthz"));
        Assert.Equal("CN=two", seen);
        await File.WriteAllTextAsync(_certificate, "half of a certificate");
        using var third = new HttpClient(new SocketsHttpHandler { SslOptions = handler.SslOptions });
        (await third.GetAsync(new Uri(https, "/healthz"))).Dispose();
        Assert.Equal("CN=two", seen);
        using var refused = await SignInAsync(client, plain, server, "203.0.113.9");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.False(refused.Headers.Contains("Set-Cookie"));
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        using var page = await GetAsync(client, new Uri(plain, "/devices?q=a"), "203.0.113.9");
        Assert.Equal(new Uri(https, "/devices?q=a"), page.Headers.Location);
        using var token = await GetAsync(client, new Uri(plain, "/api/v1/session"), "203.0.113.9", "Bearer x");
        Assert.Equal(HttpStatusCode.Forbidden, token.StatusCode);
        using var probe = await GetAsync(client, new Uri(plain, "/healthz"), "203.0.113.9");
        Assert.Equal(HttpStatusCode.OK, probe.StatusCode);
        using var here = await GetAsync(client, new Uri(plain, "/api/v1/session/ways"), null);
        Assert.Equal(HttpStatusCode.OK, here.StatusCode);
    }

    [Theory]
    [InlineData(false, HttpStatusCode.Forbidden)]
    [InlineData(true, HttpStatusCode.UpgradeRequired)]
    public async Task Devices_come_by_TLS_only_unless_the_settings_let_WebSocket_in_clear(bool inClear, HttpStatusCode fromOutside)
    {
        await using var server = await RunningServer.StartAsync(options => options with
        {
            HttpsPort = 0, TlsCertificateFile = _certificate, TlsKeyFile = _temp.In("key.pem"), HttpProxyNetworks = ["127.0.0.0/8"], MqttPort = null, MqttWebSocketInClear = inClear,
        });
        using var client = new HttpClient();
        var mqtt = new Uri(server.Server.Address.Url + "/mqtt");

        Assert.Equal(0, server.Server.Address.MqttPort);
        using var outside = await GetAsync(client, mqtt, "203.0.113.9");
        Assert.Equal(fromOutside, outside.StatusCode);
        using var here = await GetAsync(client, mqtt, null);
        Assert.Equal(HttpStatusCode.UpgradeRequired, here.StatusCode);
    }

    [Fact]
    public async Task A_balancers_word_is_believed_from_its_network_alone()
    {
        foreach (var (network, isBelieved) in ((string, bool)[])[("127.0.0.0/8", true), ("10.9.0.0/16", false)])
        {
            await using var server = await RunningServer.StartAsync(options => options with { HttpProxyNetworks = [network] });
            using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false });
            using var signedIn = await SignInAsync(client, new Uri(server.Server.Address.Url), server, "203.0.113.9", "https");
            Assert.Equal(HttpStatusCode.OK, signedIn.StatusCode);
            var session = signedIn.Headers.GetValues("Set-Cookie").First(cookie => cookie.StartsWith("ioc_session=", StringComparison.Ordinal));
            Assert.True(isBelieved == session.Contains("secure", StringComparison.OrdinalIgnoreCase), session);
            using var request = new HttpRequestMessage(HttpMethod.Get, server.Server.Address.Url + "/api/v1/account");
            request.Headers.Add("Cookie", session.Split(';')[0]);
            using var answer = await client.SendAsync(request);
            var sessions = await answer.Content.ReadAsStringAsync();
            Assert.True(isBelieved == sessions.Contains("203.0.113.9", StringComparison.Ordinal), sessions);
        }
    }

    [Fact]
    public async Task Behind_a_balancer_who_comes_without_its_TLS_is_sent_to_it_or_refused()
    {
        await using var server = await RunningServer.StartAsync(options => options with { HttpProxyNetworks = ["127.0.0.0/8"] });
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        var address = new Uri(server.Server.Address.Url);

        using var inClear = await SignInAsync(client, address, server, "203.0.113.9", "http");
        Assert.Equal(HttpStatusCode.Forbidden, inClear.StatusCode);
        using var page = await GetAsync(client, new Uri(address, "/devices"), "203.0.113.9");
        Assert.Equal(new Uri("https://127.0.0.1/devices"), page.Headers.Location);
        using var device = await GetAsync(client, new Uri(address, "/mqtt"), "203.0.113.9");
        Assert.Equal(HttpStatusCode.Forbidden, device.StatusCode);
        using var probe = await GetAsync(client, new Uri(address, "/healthz"), "203.0.113.9");
        Assert.Equal(HttpStatusCode.OK, probe.StatusCode);
    }

    private static async Task<HttpResponseMessage> SignInAsync(HttpClient client, Uri server, RunningServer running, string? from, string? scheme = null)
    {
        var password = (await File.ReadAllTextAsync(Path.Combine(running.Data, "admin.password"))).Trim();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, "/api/v1/session")) { Content = JsonContent.Create(new { userName = "admin", password }) };
        request.Headers.Add("X-Ioc-Request", "1");
        Name(request, from, scheme);
        return await client.SendAsync(request);
    }

    private static async Task<HttpResponseMessage> GetAsync(HttpClient client, Uri address, string? from, string? authorization = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        Name(request, from, null);
        return await client.SendAsync(request);
    }

    private static void Name(HttpRequestMessage request, string? from, string? scheme)
    {
        if (from is not null)
            request.Headers.Add("X-Forwarded-For", from);
        if (scheme is not null)
            request.Headers.Add("X-Forwarded-Proto", scheme);
    }

    private string WriteCertificate(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        File.WriteAllText(_temp.In("certificate.pem"), made.ExportCertificatePem());
        File.WriteAllText(_temp.In("key.pem"), key.ExportPkcs8PrivateKeyPem());
        return _temp.In("certificate.pem");
    }
}
