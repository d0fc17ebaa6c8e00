using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Ioc.Mqtt.Packets;
using Ioc.Mqtt.Codec;
using Ioc.Mqtt.Tests.Rig;
using Ioc.Mqtt.Transport;

namespace Ioc.Mqtt.Tests.Transport;

public sealed class TlsTests : IDisposable
{
    private readonly CertificateIssuer _authority = new();

    public void Dispose() => _authority.Dispose();

    [Fact]
    public async Task Messages_travel_encrypted_also_large_ones()
    {
        await using TestBroker broker = await StartAsync();
        await using Dialog a = await Dialog.OpenAsync(_authority, broker.Port);
        Assert.Equal(0, await a.ConnectAsync("a"));
        await a.SendAsync(new SubscribePacket { PacketId = 1, Entries = [new SubscribeEntry("t", QualityOfService.AtLeastOnce)] });
        Assert.Equal(5, (await a.ReadAsync(5)).Length);
        byte[] payload = new byte[100_000];
        Random(payload);
        await a.SendAsync(new PublishPacket { Topic = "t", Payload = payload });
        byte[] back = await a.ReadAsync(4 + 3 + payload.Length);
        Assert.Equal(payload, back[7..]);
    }

    [Fact]
    public async Task A_changed_certificate_is_used_without_a_restart_and_open_connections_stay()
    {
        await using TestBroker broker = await StartAsync();
        await using Dialog old = await Dialog.OpenAsync(_authority, broker.Port);
        Assert.Equal(0, await old.ConnectAsync("old"));
        string renewed = _authority.WriteServer();
        Assert.NotEqual(renewed, old.ServerSerial);
        broker.Clock.Advance(TimeSpan.FromSeconds(5));
        await using Dialog young = await Dialog.OpenAsync(_authority, broker.Port);
        Assert.Equal(renewed, young.ServerSerial);
        await old.SendAsync(new PingPacket(PacketType.PingReq));
        Assert.Equal([0xD0, 0x00], await old.ReadAsync(2));
    }

    [Fact]
    public async Task A_broken_certificate_leaves_the_old_one_in_force_and_is_told_once()
    {
        await using TestBroker broker = await StartAsync();
        await File.WriteAllTextAsync(_authority.CertificateFile, "-----BEGIN CERTIFICATE-----\nhalf");
        broker.Clock.Advance(TimeSpan.FromSeconds(5));
        broker.Clock.Advance(TimeSpan.FromSeconds(5));
        await using (Dialog client = await Dialog.OpenAsync(_authority, broker.Port)) Assert.Equal(0, await client.ConnectAsync("a"));
        Assert.Equal(1, broker.Broker.Metrics.CertificateReloadsFailed);
        Assert.Contains("can't be used", Assert.Single(broker.Log.Alarms), StringComparison.Ordinal);
        broker.Log.Alarms.Clear();

        string mended = _authority.WriteServer();
        broker.Clock.Advance(TimeSpan.FromSeconds(5));
        await using Dialog after = await Dialog.OpenAsync(_authority, broker.Port);
        Assert.Equal(mended, after.ServerSerial);
    }

    [Fact]
    public void A_certificate_that_is_not_there_at_the_start_is_named()
    {
        IOException fault = Assert.Throws<IOException>(() => { _ = StartAsync(write: false); });
        Assert.Contains(_authority.CertificateFile, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_of_the_authority_names_its_client()
    {
        await using TestBroker broker = await StartAsync(withClients: true);
        string? seen = "nobody";
        broker.Gate.Connect = request =>
        {
            seen = request.CertificateName;
            return ReasonCode.Success;
        };
        using X509Certificate2 device = _authority.Issue("loa-1", CertificateIssuer.ClientUse);
        await using Dialog client = await Dialog.OpenAsync(_authority, broker.Port, device);
        Assert.Equal(0, await client.ConnectAsync("loa-1"));
        Assert.Equal("loa-1", seen);
    }

    [Fact]
    public async Task Without_a_certificate_a_client_may_still_come_and_has_no_name()
    {
        await using TestBroker broker = await StartAsync(withClients: true);
        string? seen = "nobody";
        broker.Gate.Connect = request =>
        {
            seen = request.CertificateName;
            return ReasonCode.Success;
        };
        await using Dialog client = await Dialog.OpenAsync(_authority, broker.Port);
        Assert.Equal(0, await client.ConnectAsync("loa-1"));
        Assert.Null(seen);
    }

    [Theory]
    [InlineData("another authority")]
    [InlineData("expired")]
    [InlineData("a server's")]
    public async Task A_certificate_that_does_not_count_ends_the_handshake(string which)
    {
        await using TestBroker broker = await StartAsync(withClients: true);
        using var stranger = new CertificateIssuer();
        using X509Certificate2 wrong = which switch
        {
            "another authority" => stranger.Issue("loa-1", CertificateIssuer.ClientUse),
            "expired" => _authority.Issue("loa-1", CertificateIssuer.ClientUse, isExpired: true),
            _ => _authority.Issue("loa-1", CertificateIssuer.ServerUse),
        };
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            // In TLS 1.3 the client hears of the refusal with its first read.
            await using Dialog client = await Dialog.OpenAsync(_authority, broker.Port, wrong);
            await client.ConnectAsync("loa-1");
        });
        await Patience.UntilAsync(() => broker.Broker.Metrics.HandshakesFailed != 0, "the handshake to fail");
        await Patience.UntilAsync(() => broker.Broker.ConnectionCount <= 0, "all to be gone");
    }

    [Fact]
    public async Task Plain_bytes_and_silence_on_the_TLS_port_end_and_leave_nothing()
    {
        await using TestBroker broker = await StartAsync();
        RawClient plain = await broker.OpenAsync();
        await plain.SendAsync(new ConnectPacket { Version = ProtocolVersion.V311, ClientId = "a", CleanStart = true });
        await Patience.UntilAsync(() => broker.Broker.Metrics.HandshakesFailed != 0, "the handshake to fail");
        RawClient silent = await broker.OpenAsync();
        await Patience.UntilAsync(() => broker.Broker.ConnectionCount != 0, "the connections");
        broker.Clock.Advance(TimeSpan.FromSeconds(11));
        await silent.ReadEndAsync();
        await Patience.UntilAsync(() => broker.Broker.ConnectionCount <= 0, "all to be gone");
        Assert.Equal(2, broker.Broker.Metrics.HandshakesFailed);
    }

    [Fact]
    public async Task A_5_0_client_hears_over_TLS_why_it_is_cut()
    {
        await using TestBroker broker = await StartAsync();
        await using Dialog client = await Dialog.OpenAsync(_authority, broker.Port);
        Assert.Equal(0, await client.ConnectAsync("a", ProtocolVersion.V500));
        await client.ReadToQuietAsync();
        broker.Broker.Disconnect("a", ReasonCode.AdministrativeAction);
        byte[] last = await client.ReadAsync(100);
        Assert.Equal((0xE0, 0x98), (last[0], last[2]));
    }

    private static void Random(byte[] bytes) => new Random(7).NextBytes(bytes);

    private Task<TestBroker> StartAsync(bool withClients = false, bool write = true)
    {
        if (write) _authority.WriteServer();
        return TestBroker.StartAsync(endpoint: new MqttEndpoint
        {
            Address = IPAddress.Loopback,
            Port = 0,
            Tls = new TlsEndpoint
            {
                CertificateFile = _authority.CertificateFile,
                KeyFile = _authority.KeyFile,
                ClientAuthoritiesFile = withClients ? _authority.AuthorityFile : null,
            },
        });
    }

    /// <summary>A TLS client that speaks bytes.</summary>
    private sealed class Dialog(SslStream stream) : IAsyncDisposable
    {
        public string ServerSerial { get; } = stream.RemoteCertificate!.GetSerialNumberString();

        public static async Task<Dialog> OpenAsync(CertificateIssuer authority, int port, X509Certificate2? certificate = null)
        {
            var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            trust.CustomTrustStore.ImportFromPemFile(authority.AuthorityFile);
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, port);
            var stream = new SslStream(new NetworkStream(socket, ownsSocket: true));
            await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = "127.0.0.1",
                CertificateChainPolicy = trust,
                LocalCertificateSelectionCallback = certificate is null ? null : (_, _, _, _, _) => certificate,
                ClientCertificates = certificate is null ? null : [certificate],
                EnabledSslProtocols = SslProtocols.None,
            }).Within("the handshake");
            return new Dialog(stream);
        }

        /// <summary>The reason in CONNACK.</summary>
        public async Task<int> ConnectAsync(string clientId, ProtocolVersion version = ProtocolVersion.V311)
        {
            await stream.WriteAsync(PacketEncoder.Encode(new ConnectPacket { Version = version, ClientId = clientId, CleanStart = true }, version));
            byte[] answer = await ReadAsync(4);
            return answer.Length == 4 ? answer[3] : throw new IOException("The broker closed instead of answering.");
        }

        public async Task SendAsync(Packet packet) => await stream.WriteAsync(PacketEncoder.Encode(packet, ProtocolVersion.V311));

        /// <summary>This many bytes, or those that came before the end.</summary>
        public async Task<byte[]> ReadAsync(int count)
        {
            byte[] bytes = new byte[count];
            int read = await stream.ReadAtLeastAsync(bytes, count, throwOnEndOfStream: false).AsTask().Within($"{count} bytes");
            return bytes[..read];
        }

        /// <summary>Reads away the rest of CONNACK: the answer to a ping comes behind it.</summary>
        public async Task ReadToQuietAsync()
        {
            await SendAsync(new PingPacket(PacketType.PingReq));
            int before = -1;
            while (true)
            {
                byte[] one = await ReadAsync(1);
                if (before == 0xD0 && one[0] == 0) return;
                before = one[0];
            }
        }

        public ValueTask DisposeAsync() => stream.DisposeAsync();
    }
}
