using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Ioc.Mqtt;
using Ioc.Mqtt.Client;
using Ioc.Mqtt.Tests.Rig;

namespace Ioc.EndToEnd.Tests;

/// <summary>Both doors over TLS: people's, and the devices' with certificates of their own.</summary>
public sealed class TlsDoorTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("ioc-doors-").FullName;
    private readonly TestAuthority _authority;

    public TlsDoorTests()
    {
        _authority = new TestAuthority(_directory);
        _authority.Issue(_directory, "server");
    }

    [Fact]
    public async Task A_mapped_certificate_stands_for_its_device_and_one_with_the_device_s_name_no_longer_does()
    {
        _authority.Issue(_directory, "SN-0042");
        _authority.Issue(_directory, "loa-1");
        var (_, mqtt) = await WriteSettingsAsync();
        await using var server = await ChildServer.StartOnAsync(In("data"), "--no-demo");
        await SmallProvince.RegisterUnitsAsync(server);
        await SmallProvince.RegisterAsync(server, SmallProvince.Loudspeaker("loa-1"));
        Assert.Equal(ReasonCode.Success, await ConnectAsync(mqtt, "loa-1"));
        Assert.NotEqual(ReasonCode.Success, await ConnectAsync(mqtt, "SN-0042"));

        using var mapped = await server.Http.PutAsJsonAsync("/api/v1/devices/loa-1/certificates", new { identity = "cn:SN-0042" }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, mapped.StatusCode);
        Assert.Equal(ReasonCode.Success, await ConnectAsync(mqtt, "SN-0042"));
        Assert.NotEqual(ReasonCode.Success, await ConnectAsync(mqtt, "loa-1"));

        using var revoked = await server.Http.DeleteAsync("/api/v1/devices/loa-1/credential", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        Assert.NotEqual(ReasonCode.Success, await ConnectAsync(mqtt, "SN-0042"));
    }

    [Fact]
    public async Task Over_TLS_cookies_are_secure_and_browsers_are_told_to_stay_with_it()
    {
        var (https, _) = await WriteSettingsAsync();
        await using var server = await ChildServer.StartOnAsync(In("data"), "--no-demo");
        Assert.True(server.Url.IsLoopback);
        var password = (await File.ReadAllTextAsync(Path.Combine(server.DataDirectory, "admin.password"), TestContext.Current.CancellationToken)).Trim();
        using var client = new HttpClient(Trusting()) { BaseAddress = new Uri($"https://localhost:{https}") };
        using var answer = await client.PostAsJsonAsync("/api/v1/session", new { userName = "admin", password }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("max-age=31536000", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")));
        Assert.All(answer.Headers.GetValues("Set-Cookie"), cookie => Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase));
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private string In(string name) => Path.Combine(_directory, name);

    private async Task<ReasonCode> ConnectAsync(int port, string certificate)
    {
        await using var client = new MqttClient();
        return (await client.ConnectAsync(new MqttClientOptions
        {
            Host = "localhost", Port = port, Transport = ClientTransport.Tls, ClientId = "loa-1",
            Tls = new ClientTls { CaFile = _authority.File, CertificateFile = In($"{certificate}.pem"), KeyFile = In($"{certificate}.key") },
        })).Reason;
    }

    private async Task<(int Https, int Mqtt)> WriteSettingsAsync()
    {
        var (https, mqtt) = (FreePort(), FreePort());
        Directory.CreateDirectory(In("data"));
        await File.WriteAllTextAsync(Path.Combine(In("data"), "ioc.json"), JsonSerializer.Serialize(new
        {
            httpsPort = https, mqttTlsPort = mqtt, tlsCertificateFile = In("server.pem"), tlsKeyFile = In("server.key"), tlsClientAuthoritiesFile = _authority.File,
        }));
        return (https, mqtt);
    }

    private SocketsHttpHandler Trusting()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(_authority.File);
        return new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = policy } };
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
