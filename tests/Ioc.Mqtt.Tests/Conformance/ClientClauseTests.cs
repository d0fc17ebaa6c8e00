using System.Net;
using System.Net.Sockets;
using Ioc.Mqtt.Client;
using Ioc.Mqtt.Packets;
using Ioc.Mqtt.Tests.Rig;

namespace Ioc.Mqtt.Tests.Conformance;

/// <summary>Clauses that bind a client, shown on ours: the test plays the broker.</summary>
public sealed class ClientClauseTests
{
    [Theory]
    [InlineData(ProtocolVersion.V311)]
    [InlineData(ProtocolVersion.V500)]
    [Clause(ProtocolVersion.V311, "MQTT-2.3.1-1", "MQTT-2.3.1-2", "MQTT-7.1.2-1", "MQTT-7.0.0-1")]
    [Clause(ProtocolVersion.V500, "MQTT-2.2.1-3", "MQTT-4.3.2-1")]
    public async Task Every_packet_under_way_has_an_identifier_of_its_own(ProtocolVersion version)
    {
        await using Pair pair = await Pair.MakeAsync(version);
        var used = new HashSet<int>();
        for (int i = 0; i < 10; i++)
        {
            Assert.True(pair.Client.Mqtt.TryPublish("t", "x"u8, (QualityOfService)(1 + (i % 2))));
            PublishPacket sent = await pair.Server.ReadAsync<PublishPacket>();
            Assert.True(sent.PacketId != 0 && used.Add(sent.PacketId) && !sent.Duplicate);
        }

        Task subscribing = pair.Client.Mqtt.SubscribeAsync("t");
        SubscribePacket subscribe = await pair.Server.ReadAsync<SubscribePacket>();
        Assert.True(used.Add(subscribe.PacketId));
        await pair.Server.SendAsync(new SubAckPacket { PacketId = subscribe.PacketId, Reasons = [ReasonCode.Success] });
        await subscribing.Within("SUBACK");
    }

    [Theory]
    [InlineData(ProtocolVersion.V311)]
    [InlineData(ProtocolVersion.V500)]
    [Clause("MQTT-3.14.4-1", "MQTT-3.14.4-2")]
    public async Task After_DISCONNECT_nothing_is_sent_and_the_connection_is_closed(ProtocolVersion version)
    {
        await using Pair pair = await Pair.MakeAsync(version);
        Task leaving = pair.Client.Mqtt.DisconnectAsync();
        await pair.Server.ReadAsync<DisconnectPacket>();
        // It lets the broker close first, for as long as it lingers.
        pair.Clock.Advance(TimeSpan.FromSeconds(new ClientLimits().CloseLingerSeconds + 1));
        await pair.Server.ReadEndAsync();
        await leaving.Within("the end");
        Assert.False(pair.Client.Mqtt.TryPublish("t", "x"u8, QualityOfService.AtLeastOnce));
    }

    [Theory]
    [InlineData(ProtocolVersion.V311)]
    [InlineData(ProtocolVersion.V500)]
    [Clause("MQTT-4.5.0-2", "MQTT-4.6.0-2", "MQTT-4.6.0-3", "MQTT-4.6.0-4")]
    public async Task Answers_come_in_the_order_of_what_they_answer(ProtocolVersion version)
    {
        await using Pair pair = await Pair.MakeAsync(version);
        await pair.Server.SendAsync(
            Publish(9, QualityOfService.AtLeastOnce), Publish(3, QualityOfService.ExactlyOnce), Publish(7, QualityOfService.AtLeastOnce), Publish(1, QualityOfService.ExactlyOnce));
        (PacketType, ushort)[] expected = [(PacketType.PubAck, 9), (PacketType.PubRec, 3), (PacketType.PubAck, 7), (PacketType.PubRec, 1)];
        foreach ((PacketType, ushort) one in expected) Assert.Equal(one, Named(await pair.Server.ReadAsync<AckPacket>()));
        var ids = new ushort[3];
        for (int i = 0; i < ids.Length; i++)
        {
            Assert.True(pair.Client.Mqtt.TryPublish("t", "x"u8, QualityOfService.ExactlyOnce));
            ids[i] = (await pair.Server.ReadAsync<PublishPacket>()).PacketId;
        }

        ushort[] received = [ids[1], ids[2], ids[0]];
        await pair.Server.SendAsync([.. received.Select(id => new AckPacket(PacketType.PubRec) { PacketId = id })]);
        foreach (ushort id in received) Assert.Equal((PacketType.PubRel, id), Named(await pair.Server.ReadAsync<AckPacket>()));
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-3.1.2-21", "MQTT-3.2.2-21", "MQTT-3.1.2-20")]
    [Clause(ProtocolVersion.V311, "MQTT-3.1.2-23")]
    public async Task The_keep_alive_the_server_tells_is_the_one_in_force()
    {
        await using Pair pair = await Pair.MakeAsync(
            ProtocolVersion.V500, o => o with { KeepAliveSeconds = 3_600 }, new ConnAckPacket { Properties = new PropertySet { ServerKeepAliveSeconds = 10 } });
        for (int i = 0; i < 3; i++)
        {
            pair.Clock.Advance(TimeSpan.FromSeconds(5));
            await pair.Server.SendAsync(new PublishPacket { Topic = "t" });
            await pair.Client.NextAsync();
        }

        Assert.Equal(PacketType.PingReq, (await pair.Server.ReadAsync()).Type);
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-3.3.2-10")]
    public async Task Every_alias_up_to_the_maximum_is_understood()
    {
        await using Pair pair = await Pair.MakeAsync(ProtocolVersion.V500);
        ushort max = pair.Connect.Properties!.TopicAliasMaximum!.Value;
        for (ushort alias = 1; alias <= max; alias++)
        {
            await pair.Server.SendAsync(
                new PublishPacket { Topic = $"t/{alias}", Properties = new PropertySet { TopicAlias = alias } },
                new PublishPacket { Topic = "", Properties = new PropertySet { TopicAlias = alias } });
            Assert.Equal($"t/{alias}", (await pair.Client.NextAsync()).Topic);
            Assert.Equal($"t/{alias}", (await pair.Client.NextAsync()).Topic);
        }
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-3.3.4-7", "MQTT-3.3.4-8", "MQTT-4.9.0-2", "MQTT-4.9.0-3")]
    public async Task A_full_window_holds_back_publishes_and_nothing_else()
    {
        await using Pair pair = await Pair.MakeAsync(ProtocolVersion.V500, connAck: new ConnAckPacket { Properties = new PropertySet { ReceiveMaximum = 1 } });
        Assert.True(pair.Client.Mqtt.TryPublish("t", "1"u8, QualityOfService.AtLeastOnce));
        PublishPacket first = await pair.Server.ReadAsync<PublishPacket>();
        Assert.False(pair.Client.Mqtt.TryPublish("t", "2"u8, QualityOfService.AtLeastOnce));
        Task subscribing = pair.Client.Mqtt.SubscribeAsync("t");
        SubscribePacket subscribe = await pair.Server.ReadAsync<SubscribePacket>();
        await pair.Server.SendAsync(new SubAckPacket { PacketId = subscribe.PacketId, Reasons = [ReasonCode.Success] });
        await subscribing.Within("SUBACK");
        await pair.Server.SendAsync(Publish(5, QualityOfService.AtLeastOnce));
        Assert.Equal((PacketType.PubAck, 5), Named(await pair.Server.ReadAsync<AckPacket>()));
        await pair.Server.SendAsync(new AckPacket(PacketType.PubAck) { PacketId = first.PacketId }, Publish(6, QualityOfService.AtLeastOnce));
        Assert.Equal((PacketType.PubAck, 6), Named(await pair.Server.ReadAsync<AckPacket>()));
        Assert.True(pair.Client.Mqtt.TryPublish("t", "2"u8, QualityOfService.AtLeastOnce));
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-3.2.2-4")]
    public async Task A_session_that_was_not_asked_for_ends_the_connection()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Task<TestClient> connecting = TestClient.ConnectAsync(((IPEndPoint)listener.LocalEndpoint).Port, "a", ProtocolVersion.V500, new FakeClock(), null);
        await using var server = new RawClient(await listener.AcceptSocketAsync().Within("the client"), ProtocolVersion.V500);
        Assert.True((await server.ReadAsync<ConnectPacket>()).CleanStart);
        await server.SendAsync(new ConnAckPacket { SessionPresent = true });
        await Assert.ThrowsAsync<IOException>(() => connecting);
        await server.ReadEndAsync();
    }

    private static PublishPacket Publish(ushort id, QualityOfService qos) => new() { Topic = "t", PacketId = id, Qos = qos };

    private static (PacketType Type, ushort PacketId) Named(AckPacket ack) => (ack.Type, ack.PacketId);

    /// <summary>Our client and the broker it believes in.</summary>
    private sealed class Pair(RawClient server, TestClient client, ConnectPacket connect, FakeClock clock) : IAsyncDisposable
    {
        public RawClient Server => server;

        public TestClient Client => client;

        public ConnectPacket Connect => connect;

        public FakeClock Clock => clock;

        public static async Task<Pair> MakeAsync(
            ProtocolVersion version, Func<MqttClientOptions, MqttClientOptions>? with = null, ConnAckPacket? connAck = null)
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var clock = new FakeClock();
            Task<TestClient> connecting = TestClient.ConnectAsync(((IPEndPoint)listener.LocalEndpoint).Port, "a", version, clock, with);
            var server = new RawClient(await listener.AcceptSocketAsync().Within("the client"), version);
            ConnectPacket connect = await server.ReadAsync<ConnectPacket>();
            await server.SendAsync(connAck ?? new ConnAckPacket());
            return new Pair(server, await connecting, connect, clock);
        }

        public async ValueTask DisposeAsync()
        {
            await server.DisposeAsync();
            await client.DisposeAsync();
        }
    }
}
