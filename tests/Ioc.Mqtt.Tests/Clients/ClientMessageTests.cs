using Ioc.Mqtt.Client;
using Ioc.Mqtt.Packets;
using Ioc.Mqtt.Tests.Rig;

namespace Ioc.Mqtt.Tests.Clients;

/// <summary>What a message can say, both ways, and what the broker allows.</summary>
public sealed class ClientMessageTests
{
    [Fact]
    public async Task Everything_a_message_says_arrives()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        TestClient subscriber = await broker.ConnectAsync("sub");
        await subscriber.Mqtt.SubscribeAsync([new MqttSubscription("a/+", QualityOfService.ExactlyOnce) { Identifier = 268_435_455 }]);
        TestClient publisher = await broker.ConnectAsync("pub");
        var message = new MqttMessage
        {
            Topic = "a/b",
            Payload = "một"u8.ToArray(),
            Qos = QualityOfService.ExactlyOnce,
            PayloadIsText = true,
            ContentType = "text/plain",
            ResponseTopic = "answers/1",
            CorrelationData = new byte[] { 1, 2, 0, 255 },
            ExpirySeconds = 77,
            UserProperties = [new("k", "v"), new("k", "w"), new("", "")],
        };
        Assert.Equal(ReasonCode.Success, await publisher.Mqtt.PublishAsync(message).AsTask().Within("the acknowledgement"));
        MqttMessage heard = await subscriber.NextAsync();
        Assert.Equal(("a/b", QualityOfService.ExactlyOnce, true, "text/plain", "answers/1"), (heard.Topic, heard.Qos, heard.PayloadIsText, heard.ContentType, heard.ResponseTopic));
        Assert.Equal(message.Payload.ToArray(), heard.Payload.ToArray());
        Assert.Equal(message.CorrelationData.ToArray(), heard.CorrelationData.ToArray());
        Assert.Equal(message.UserProperties, heard.UserProperties);
        Assert.Equal([268_435_455u], heard.SubscriptionIdentifiers);
        Assert.Equal(77u, heard.ExpirySeconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/+")]
    [InlineData("#")]
    [InlineData("a\0b")]
    public async Task A_topic_that_is_none_is_the_callers_fault(string topic)
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        TestClient client = await broker.ConnectAsync("pub");
        await Assert.ThrowsAsync<ArgumentException>(() => client.Mqtt.PublishAsync(topic, "x"u8.ToArray()).AsTask());
    }

    [Fact]
    public async Task What_the_broker_does_not_allow_is_not_sent()
    {
        await using var broker = new ScriptedBroker();
        await using var client = new MqttClient();
        Task<MqttConnectResult> connecting = client.ConnectAsync(TestLink.Options(broker.Port));
        (RawClient connection, _) = await broker.AcceptAsync(
            properties: new PropertySet { MaximumQosIs1 = true, RetainAvailable = false, MaximumPacketBytes = 100 });
        await connecting.Within("CONNACK");
        Assert.Equal(ReasonCode.QosNotSupported, await client.PublishAsync("a", default, QualityOfService.ExactlyOnce));
        Assert.Equal(ReasonCode.RetainNotSupported, await client.PublishAsync("a", default, retain: true));
        Assert.Equal(ReasonCode.PacketTooLarge, await client.PublishAsync("a", new byte[100]));
        ReasonCode? told = null;
        Assert.True(client.TryPublish("a", new byte[100], QualityOfService.AtLeastOnce, acknowledged: (_, code) => told = code));
        Assert.Equal(ReasonCode.PacketTooLarge, told);
        Assert.Equal(0, client.Inflight);
        await ScriptedBroker.AssertQuietAsync(connection);
        // 2 bytes of header, 2 + 1 of topic, 2 of identifier, 1 of properties: 100 in all.
        Task<ReasonCode> fits = client.PublishAsync("a", new byte[92]).AsTask();
        PublishPacket sent = await connection.ReadAsync<PublishPacket>();
        await connection.SendAsync(new AckPacket(PacketType.PubAck) { PacketId = sent.PacketId });
        Assert.Equal(ReasonCode.Success, await fits.Within("the acknowledgement"));
    }

    [Fact]
    public async Task Aliases_stand_for_topics_both_ways()
    {
        await using var broker = new ScriptedBroker();
        var limits = new ClientLimits { TopicAliasMax = 3, TopicAliasesUsedMax = 9 };
        await using var link = new TestLink(TestLink.Options(broker.Port) with { Limits = limits }, new FakeClock());
        (RawClient connection, ConnectPacket connect) = await broker.AcceptAsync(properties: new PropertySet { TopicAliasMaximum = 1 });
        Assert.Equal((ushort)3, connect.Properties!.TopicAliasMaximum);
        await link.UpAsync();
        foreach ((string topic, string sent, ushort? alias) in new (string, string, ushort?)[] { ("long/topic", "long/topic", 1), ("long/topic", "", 1), ("another", "another", null) })
        {
            Task<PublishResult> publishing = link.PublishAsync(topic, "x");
            PublishPacket packet = await connection.ReadAsync<PublishPacket>();
            Assert.Equal((sent, alias), (packet.Topic, packet.Properties?.TopicAlias));
            await connection.SendAsync(new AckPacket(PacketType.PubAck) { PacketId = packet.PacketId });
            await publishing.Within("the acknowledgement");
        }

        await connection.SendAsync(new PublishPacket { Topic = "in", Properties = new PropertySet { TopicAlias = 3 } });
        await connection.SendAsync(new PublishPacket { Topic = "", Properties = new PropertySet { TopicAlias = 3 } });
        Assert.Equal(["in", "in"], [(await link.NextAsync()).Topic, (await link.NextAsync()).Topic]);
        await connection.SendAsync(new PublishPacket { Topic = "", Properties = new PropertySet { TopicAlias = 2 } });
        Assert.Equal(ReasonCode.TopicAliasInvalid, (await connection.ReadAsync<DisconnectPacket>()).Reason);
    }

    [Theory]
    [InlineData(QualityOfService.AtLeastOnce)]
    [InlineData(QualityOfService.ExactlyOnce)]
    public async Task An_answer_of_another_flow_settles_nothing(QualityOfService qos)
    {
        PacketType type = qos == QualityOfService.AtLeastOnce ? PacketType.PubComp : PacketType.PubAck;
        await using var broker = new ScriptedBroker();
        await using var link = new TestLink(TestLink.Options(broker.Port), new FakeClock());
        (RawClient connection, _) = await broker.AcceptAsync();
        await link.UpAsync();
        Task<PublishResult> publishing = link.PublishAsync("a", "x", qos);
        PublishPacket sent = await connection.ReadAsync<PublishPacket>();
        await connection.SendAsync(new AckPacket(type) { PacketId = sent.PacketId }, new SubAckPacket { PacketId = sent.PacketId, Reasons = [ReasonCode.Success] });
        await ScriptedBroker.AssertQuietAsync(connection);
        Assert.False(publishing.IsCompleted);
        Assert.Equal(1, link.Link.Unsettled);
    }

    [Fact]
    public async Task A_message_before_the_connack_is_a_protocol_error()
    {
        await using var client = new MqttClient();
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        int port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        Task<MqttConnectResult> connecting = client.ConnectAsync(TestLink.Options(port));
        await using var connection = new RawClient(await listener.AcceptSocketAsync().Within("a connection"), ProtocolVersion.V500);
        await connection.ReadAsync<ConnectPacket>();
        await connection.SendAsync(new PublishPacket { Topic = "early" });
        await Assert.ThrowsAsync<IOException>(() => connecting.Within("the end"));
        Assert.Equal(new MqttClientClosed(ClientCloseReason.ProtocolError, ReasonCode.ProtocolError), await client.Closed);
    }
}
