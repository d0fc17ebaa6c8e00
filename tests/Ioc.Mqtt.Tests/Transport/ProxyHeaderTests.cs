using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Ioc.Mqtt.Broker;
using Ioc.Mqtt.Packets;
using Ioc.Mqtt.Tests.Rig;
using Ioc.Mqtt.Transport;

namespace Ioc.Mqtt.Tests.Transport;

public sealed class ProxyHeaderTests
{
    private static readonly byte[] Signature = [0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A];

    /// <summary>203.0.113.7:40000 to 10.0.0.1:1883.</summary>
    private static readonly byte[] Addresses4 = [203, 0, 113, 7, 10, 0, 0, 1, 0x9C, 0x40, 0x07, 0x5B];

    private static readonly byte[] Addresses6 = [.. IPAddress.Parse("2001:db8::7").GetAddressBytes(), .. IPAddress.Parse("2001:db8::1").GetAddressBytes(), 0x9C, 0x40, 0x07, 0x5B];

    [Fact]
    public void The_client_of_each_family_is_read()
    {
        Assert.Equal((ProxyOutcome.Read, "203.0.113.7:40000"), Read(Header(0x21, 0x11, Addresses4)));
        Assert.Equal((ProxyOutcome.Read, "[2001:db8::7]:40000"), Read(Header(0x21, 0x21, Addresses6)));
    }

    [Fact]
    public void Fields_behind_the_addresses_are_stepped_over() =>
        Assert.Equal((ProxyOutcome.Read, "203.0.113.7:40000"), Read(Header(0x21, 0x11, [.. Addresses4, 0x02, 0, 3, 1, 2, 3, 0x04, 0, 0])));

    [Fact]
    public void A_balancer_may_speak_for_itself() => Assert.Equal((ProxyOutcome.Read, ""), Read(Header(0x20, 0x00, [])));

    [Theory]
    [InlineData(0x11, 0x11, ProxyOutcome.VersionUnsupported)]
    [InlineData(0x22, 0x11, ProxyOutcome.CommandUnknown)]
    [InlineData(0x21, 0x00, ProxyOutcome.FamilyUnsupported)]
    [InlineData(0x21, 0x12, ProxyOutcome.FamilyUnsupported)]
    [InlineData(0x21, 0x31, ProxyOutcome.FamilyUnsupported)]
    [InlineData(0x21, 0x21, ProxyOutcome.Truncated)]
    public void What_is_not_TCP_by_version_2_is_refused(int command, int family, object outcome) =>
        Assert.Equal(outcome, Read(Header((byte)command, (byte)family, Addresses4)).Outcome);

    [Fact]
    public void A_header_longer_than_the_bound_is_refused_before_its_body() =>
        Assert.Equal(ProxyOutcome.TooLong, Read(Header(0x21, 0x11, new byte[ProxyHeader.BodyBytesMax + 1])).Outcome);

    [Fact]
    public void A_checksum_must_be_right()
    {
        byte[] header = Header(0x21, 0x11, [.. Addresses4, 0x03, 0, 4, 0, 0, 0, 0, 0x04, 0, 1, 9]);
        int at = ProxyHeader.FixedBytes + Addresses4.Length + 3;
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(at), ProxyHeader.Checksum(header, at));
        Assert.Equal(ProxyOutcome.Read, Read(header).Outcome);
        header[^1] ^= 1;
        Assert.Equal(ProxyOutcome.ChecksumWrong, Read(header).Outcome);
    }

    [Fact]
    public void The_checksum_is_CRC_32C() => Assert.Equal(0xE3069283u, ProxyHeader.Checksum("123456789"u8, checksumAt: 100));

    [Fact]
    public void Fields_cut_anywhere_are_truncated()
    {
        byte[] fields = [0x02, 0, 3, 1, 2, 3];
        for (int cut = 1; cut < fields.Length; cut++)
        {
            Assert.Equal(ProxyOutcome.Truncated, Read(Header(0x21, 0x11, [.. Addresses4, .. fields[..cut]])).Outcome);
        }
    }

    [Fact]
    public async Task The_broker_sees_the_client_behind_a_trusted_balancer_also_byte_by_byte()
    {
        await using TestBroker broker = await StartAsync("127.0.0.0/8");
        foreach (bool bytewise in (bool[])[false, true])
        {
            EndPoint? seen = null;
            broker.Gate.Connect = request =>
            {
                seen = request.RemoteEndPoint;
                return ReasonCode.Success;
            };
            RawClient client = await broker.OpenAsync();
            client.Socket.NoDelay = true;
            byte[] bytes = [.. Header(0x21, 0x11, Addresses4), .. client.Bytes(new ConnectPacket { Version = ProtocolVersion.V500, ClientId = "a", CleanStart = true })];
            if (!bytewise) await client.SendAsync(bytes);
            else foreach (byte one in bytes) await client.SendAsync([one]);
            Assert.Equal(ReasonCode.Success, (await client.ReadAsync<ConnAckPacket>()).Reason);
            Assert.Equal("203.0.113.7:40000", $"{seen}");
        }
    }

    [Fact]
    public async Task A_header_cut_at_any_index_ends_the_connection()
    {
        await using TestBroker broker = await StartAsync("127.0.0.1/32");
        byte[] header = Header(0x21, 0x11, Addresses4);
        for (int cut = 0; cut < header.Length; cut++)
        {
            RawClient client = await broker.OpenAsync();
            if (cut > 0) await client.SendAsync(header[..cut]);
            client.Socket.Shutdown(SocketShutdown.Send);
            await client.ReadEndAsync();
            Assert.Equal(cut + 1, broker.Broker.Metrics.ProxyRefused);
        }

        await Patience.UntilAsync(() => broker.Broker.ConnectionCount <= 0, "all to be gone");
    }

    [Fact]
    public async Task A_balancer_that_says_nothing_is_cut_at_the_connect_timeout()
    {
        await using TestBroker broker = await StartAsync("127.0.0.1/32");
        RawClient client = await broker.OpenAsync();
        Task end = client.ReadEndAsync();
        // The connection counts before its timeout is set, so time goes on until it is over.
        while (!end.IsCompleted)
        {
            broker.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await end;
    }

    [Fact]
    public async Task From_anybody_else_the_header_is_malformed()
    {
        await using TestBroker broker = await StartAsync("10.0.0.0/8");
        RawClient stranger = await broker.OpenAsync();
        await stranger.SendAsync(Header(0x21, 0x11, Addresses4));
        await stranger.ReadEndAsync();
        RawClient honest = await broker.ConnectRawAsync();
        await honest.AssertSilentAsync();
    }

    [Fact]
    public async Task Rates_count_for_the_client_not_for_the_balancer()
    {
        await using TestBroker broker = await StartAsync("127.0.0.1/32", new MqttLimits { ConnectionsPerAddressMax = 1 });
        for (byte i = 1; i <= 3; i++)
        {
            RawClient client = await broker.OpenAsync();
            byte[] addresses = [.. Addresses4];
            addresses[3] = i;
            await client.SendAsync(
            [
                .. Header(0x21, 0x11, addresses),
                .. client.Bytes(new ConnectPacket { Version = ProtocolVersion.V500, ClientId = $"c{i}", CleanStart = true }),
            ]);
            await client.ReadAsync<ConnAckPacket>();
        }

        RawClient again = await broker.OpenAsync();
        await again.SendAsync(Header(0x21, 0x11, [203, 0, 113, 3, .. Addresses4[4..]]));
        await again.ReadEndAsync();
        await Patience.UntilAsync(() => broker.Broker.Metrics.Closes(CloseReason.TooManyConnections) != 0, "the refusal");
    }

    private static Task<TestBroker> StartAsync(string network, MqttLimits? limits = null) => TestBroker.StartAsync(
        limits, endpoint: new MqttEndpoint { Address = IPAddress.Loopback, Port = 0, ProxyNetworks = [IPNetwork.Parse(network)] });

    private static byte[] Header(byte command, byte family, byte[] body) => [.. Signature, command, family, (byte)(body.Length >> 8), (byte)body.Length, .. body];

    private static (ProxyOutcome Outcome, string Client) Read(byte[] header)
    {
        ProxyOutcome outcome = ProxyHeader.ReadFixed(header, out int bodyBytes);
        if (outcome != ProxyOutcome.Read) return (outcome, "");
        Assert.Equal(header.Length - ProxyHeader.FixedBytes, bodyBytes);
        outcome = ProxyHeader.ReadWhole(header, out IPEndPoint? client);
        return (outcome, $"{client}");
    }
}
