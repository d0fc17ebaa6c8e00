using Ioc.Mqtt.Broker;
using Ioc.Mqtt.Packets;
using Ioc.Mqtt.Tests.Conformance;
using Ioc.Mqtt.Tests.Rig;

namespace Ioc.Mqtt.Tests.Broker;

public sealed class SessionTests
{
    [Theory]
    [Clause(ProtocolVersion.V500, "MQTT-3.1.2-5", "MQTT-3.1.2-6", "MQTT-3.1.2-23", "MQTT-3.2.2-3", "MQTT-4.5.0-1")]
    [Clause(ProtocolVersion.V311, "MQTT-3.1.2-4", "MQTT-3.1.2-5", "MQTT-3.2.2-2", "MQTT-3.2.2-3", "MQTT-4.5.0-1")]
    [InlineData(ProtocolVersion.V311)]
    [InlineData(ProtocolVersion.V500)]
    public async Task A_persistent_session_brings_what_was_missed(ProtocolVersion version)
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        TestClient first = await broker.ConnectAsync("s", version, o => o with { CleanStart = false, SessionExpirySeconds = 100 });
        Assert.False(first.Result.SessionPresent);
        await first.Mqtt.SubscribeAsync("t/#", QualityOfService.AtLeastOnce);
        await first.Mqtt.DisconnectAsync();
        await broker.Observer.UntilAsync("disconnected s ClientDisconnected");
        Assert.Equal(1, broker.Broker.Publish(Message("t/1", QualityOfService.AtLeastOnce)));
        Assert.Equal(1, broker.Broker.Publish(Message("t/2", QualityOfService.ExactlyOnce)));
        Assert.Equal(0, broker.Broker.Publish(Message("t/3", QualityOfService.AtMostOnce)));
        TestClient second = await broker.ConnectAsync("s", version, o => o with { CleanStart = false, SessionExpirySeconds = 100 });
        Assert.True(second.Result.SessionPresent);
        Assert.Equal("t/1", (await second.NextAsync()).Topic);
        Assert.Equal("t/2", (await second.NextAsync()).Topic);
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-3.1.2-4", "MQTT-3.1.4-4", "MQTT-3.2.2-2")]
    public async Task A_clean_start_forgets()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        TestClient first = await broker.ConnectAsync("s", with: o => o with { SessionExpirySeconds = 100 });
        await first.Mqtt.SubscribeAsync("t");
        await first.Mqtt.DisconnectAsync();
        TestClient second = await broker.ConnectAsync("s");
        Assert.False(second.Result.SessionPresent);
        Assert.Equal(0, broker.Broker.Publish(Message("t", QualityOfService.AtLeastOnce)));
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-4.1.0-2")]
    public async Task A_session_ends_at_its_expiry_and_not_before()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        TestClient first = await broker.ConnectAsync("s", with: o => o with { SessionExpirySeconds = 30 });
        await first.Mqtt.SubscribeAsync("t");
        await first.Mqtt.DisconnectAsync();
        await broker.Observer.UntilAsync("disconnected s ClientDisconnected");
        await Patience.UntilAsync(() => broker.Broker.ConnectionCount <= 0, "all to be gone");
        broker.Clock.Advance(TimeSpan.FromSeconds(28));
        Assert.Equal(1, broker.Broker.Publish(Message("t", QualityOfService.AtLeastOnce)));
        broker.Clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(0, broker.Broker.Publish(Message("t", QualityOfService.AtLeastOnce)));
        Assert.Equal(0, broker.Broker.SessionCount);
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-3.3.1-1", "MQTT-4.4.0-1", "MQTT-4.3.2-3", "MQTT-4.3.3-3", "MQTT-4.3.3-4", "MQTT-4.3.3-5", "MQTT-4.3.3-6", "MQTT-4.6.0-1")]
    public async Task What_was_not_acknowledged_comes_again_with_DUP_and_its_identifier()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        var expiry = new PropertySet { SessionExpirySeconds = 100 };
        RawClient first = await broker.ConnectRawAsync("s", properties: expiry);
        await first.SubscribeAsync("t", QualityOfService.ExactlyOnce);
        broker.Broker.Publish(Message("t", QualityOfService.AtLeastOnce));
        broker.Broker.Publish(Message("t", QualityOfService.ExactlyOnce));
        PublishPacket one = await first.ReadAsync<PublishPacket>();
        PublishPacket two = await first.ReadAsync<PublishPacket>();
        await first.SendAsync(new AckPacket(PacketType.PubRec) { PacketId = two.PacketId });
        Assert.Equal(PacketType.PubRel, (await first.ReadAsync<AckPacket>()).Type);
        first.Socket.Dispose();
        RawClient second = await broker.ConnectRawAsync("s", cleanStart: false, properties: expiry);
        PublishPacket again = await second.ReadAsync<PublishPacket>();
        Assert.Equal((one.PacketId, true), (again.PacketId, again.Duplicate));
        AckPacket release = await second.ReadAsync<AckPacket>();
        Assert.Equal((PacketType.PubRel, two.PacketId), (release.Type, release.PacketId));
        await second.SendAsync(new AckPacket(PacketType.PubAck) { PacketId = one.PacketId }, new AckPacket(PacketType.PubComp) { PacketId = two.PacketId });
        await second.AssertSilentAsync();
        second.Socket.Dispose();
        RawClient third = await broker.ConnectRawAsync("s", cleanStart: false, properties: expiry);
        await third.AssertSilentAsync();
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-3.3.4-9", "MQTT-3.3.4-10", "MQTT-4.9.0-1", "MQTT-4.9.0-2", "MQTT-4.9.0-3")]
    public async Task The_clients_Receive_Maximum_bounds_what_is_under_way()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient client = await broker.ConnectRawAsync("s", properties: new PropertySet { ReceiveMaximum = 2 });
        await client.SubscribeAsync("t", QualityOfService.AtLeastOnce);
        for (int i = 0; i < 3; i++) Assert.Equal(1, broker.Broker.Publish(Message("t", QualityOfService.AtLeastOnce)));
        PublishPacket first = await client.ReadAsync<PublishPacket>();
        await client.ReadAsync<PublishPacket>();
        await client.AssertSilentAsync();
        await client.SendAsync(new AckPacket(PacketType.PubAck) { PacketId = first.PacketId });
        await client.ReadAsync<PublishPacket>();
    }

    [Theory]
    [Clause(ProtocolVersion.V500, "MQTT-3.1.2-24", "MQTT-3.1.2-25")]
    [InlineData(QualityOfService.AtLeastOnce)]
    [InlineData(QualityOfService.ExactlyOnce)]
    public async Task What_is_sent_again_is_held_to_the_packet_size_of_the_new_connection(QualityOfService qos)
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        var large = new PropertySet { SessionExpirySeconds = 100 };
        var small = new PropertySet { SessionExpirySeconds = 100, MaximumPacketBytes = 100 };
        RawClient client = await broker.ConnectRawAsync("s", properties: large);
        await client.SubscribeAsync("t", qos);
        foreach (int bytes in new[] { 200, 1, 300 }) broker.Broker.Publish(Message("t", qos) with { Payload = new byte[bytes] });
        for (int i = 0; i < 3; i++) await client.ReadAsync<PublishPacket>();
        foreach (PropertySet properties in new[] { small, large })
        {
            client.Socket.Dispose();
            client = await broker.ConnectRawAsync("s", cleanStart: false, properties: properties);
            PublishPacket again = await client.ReadAsync<PublishPacket>();
            Assert.Equal((true, 1), (again.Duplicate, again.Payload.Length));
            await client.AssertSilentAsync();
        }

        Assert.Equal(2, broker.Broker.Metrics.DroppedCount(DropReason.TooLargeForClient));
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-3.3.1-9", "MQTT-4.4.0-1")]
    public async Task Retained_messages_asked_for_go_on_coming_after_a_reconnect()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        string[] topics = ["t/1", "t/2", "t/3", "t/4", "t/5"];
        foreach (string topic in topics) broker.Broker.Publish(Message(topic, QualityOfService.AtLeastOnce) with { Retain = true });
        var one = new PropertySet { SessionExpirySeconds = 100, ReceiveMaximum = 1 };
        RawClient client = await broker.ConnectRawAsync("s", properties: one);
        await client.SubscribeAsync("t/+", QualityOfService.AtLeastOnce);
        var heard = new HashSet<string>();
        while (heard.Count < topics.Length)
        {
            PublishPacket first = await client.ReadAsync<PublishPacket>();
            client.Socket.Dispose();
            client = await broker.ConnectRawAsync("s", cleanStart: false, properties: one);
            PublishPacket again = await client.ReadAsync<PublishPacket>();
            Assert.Equal((first.Topic, true, true), (again.Topic, again.Duplicate, again.Retain));
            Assert.True(heard.Add(again.Topic));
            await client.SendAsync(new AckPacket(PacketType.PubAck) { PacketId = again.PacketId });
        }

        await client.AssertSilentAsync();
    }

    [Fact]
    public async Task Ten_thousand_reconnects_leave_one_entry_for_each_client()
    {
        const int Clients = 10;
        await using TestBroker broker = TestBroker.WithoutNetwork(new MqttLimits { ConnectsPerMinutePerClientMax = 10_000 });
        for (int i = 0; i < 10_000; i++)
        {
            var connect = new ConnectPacket { Version = ProtocolVersion.V500, ClientId = $"s{i % Clients}", Properties = new PropertySet { SessionExpirySeconds = 100 } };
            var connection = new PipeConnection(broker.Broker);
            await connection.FeedAsync(Ioc.Mqtt.Codec.PacketEncoder.Encode(connect, connect.Version));
            await connection.DropAsync();
            broker.Clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal(Clients, broker.Broker.AbsentSessionCount);
        Assert.Equal(Clients, broker.Broker.SessionCount);
        broker.Clock.Advance(TimeSpan.FromSeconds(101));
        Assert.Equal(0, broker.Broker.AbsentSessionCount);
        Assert.Equal(0, broker.Broker.SessionCount);
    }

    [Fact]
    public async Task A_full_queue_refuses_the_newest_and_an_expired_message_makes_room()
    {
        await using TestBroker broker = await TestBroker.StartAsync(new MqttLimits { QueuedMessagesPerSessionMax = 2 });
        TestClient client = await broker.ConnectAsync("s", with: o => o with { SessionExpirySeconds = 1_000 });
        await client.Mqtt.SubscribeAsync("t");
        await client.Mqtt.DisconnectAsync();
        await broker.Observer.UntilAsync("disconnected s ClientDisconnected");
        Assert.Equal(1, broker.Broker.Publish(Message("t", QualityOfService.AtLeastOnce) with { ExpirySeconds = 5 }));
        Assert.Equal(1, broker.Broker.Publish(Message("t", QualityOfService.AtLeastOnce)));
        Assert.Equal(0, broker.Broker.Publish(Message("t", QualityOfService.AtLeastOnce)));
        Assert.Equal(1, broker.Broker.Metrics.DroppedCount(DropReason.QueueFull));
        broker.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(1, broker.Broker.Publish(Message("t", QualityOfService.AtLeastOnce)));
        Assert.Equal(1, broker.Broker.Metrics.DroppedCount(DropReason.Expired));
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-3.3.2-5", "MQTT-3.3.2-6")]
    public async Task A_command_that_expired_while_its_device_was_away_is_never_delivered()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        TestClient client = await broker.ConnectAsync("s", with: o => o with { SessionExpirySeconds = 1_000 });
        await client.Mqtt.SubscribeAsync("t/#");
        await client.Mqtt.DisconnectAsync();
        await broker.Observer.UntilAsync("disconnected s ClientDisconnected");
        broker.Broker.Publish(Message("t/stale", QualityOfService.AtLeastOnce) with { ExpirySeconds = 10 });
        broker.Broker.Publish(Message("t/fresh", QualityOfService.AtLeastOnce) with { ExpirySeconds = 60 });
        broker.Clock.Advance(TimeSpan.FromSeconds(20));
        TestClient back = await broker.ConnectAsync("s", with: o => o with { CleanStart = false });
        var message = await back.NextAsync();
        Assert.Equal(("t/fresh", 40u), (message.Topic, message.ExpirySeconds));
    }

    [Fact]
    public async Task A_tagged_message_is_reported_when_its_receiver_acknowledged_it()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        TestClient client = await broker.ConnectAsync("s");
        await client.Mqtt.SubscribeAsync("t", QualityOfService.ExactlyOnce);
        broker.Broker.Publish(Message("t", QualityOfService.AtLeastOnce) with { Tag = 41 });
        await broker.Observer.UntilAsync("delivered s 41");
        broker.Broker.Publish(Message("t", QualityOfService.ExactlyOnce) with { Tag = 42 });
        await broker.Observer.UntilAsync("delivered s 42");
    }

    [Fact]
    public async Task A_message_for_one_client_reaches_only_that_one()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        TestClient a = await broker.ConnectAsync("a");
        TestClient b = await broker.ConnectAsync("b");
        await a.Mqtt.SubscribeAsync("t/#");
        await b.Mqtt.SubscribeAsync("t/#");
        Assert.Equal(1, broker.Broker.Publish(Message("t/b", QualityOfService.AtLeastOnce) with { ClientId = "b" }));
        Assert.Equal(2, broker.Broker.Publish(Message("t/all", QualityOfService.AtLeastOnce)));
        Assert.Equal("t/all", (await a.NextAsync()).Topic);
        Assert.Equal("t/b", (await b.NextAsync()).Topic);
    }

    private static OutgoingMessage Message(string topic, QualityOfService qos) => new() { Topic = topic, Payload = new byte[] { 1 }, Qos = qos };
}
