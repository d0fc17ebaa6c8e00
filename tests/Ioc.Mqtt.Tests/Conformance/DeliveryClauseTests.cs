using Ioc.Mqtt.Broker;
using Ioc.Mqtt.Packets;
using Ioc.Mqtt.Tests.Rig;

namespace Ioc.Mqtt.Tests.Conformance;

/// <summary>Clauses about messages towards a client: identifiers, repetition, order, expiry, aliases.</summary>
public sealed class DeliveryClauseTests
{
    [Theory]
    [InlineData(ProtocolVersion.V311)]
    [InlineData(ProtocolVersion.V500)]
    [Clause("MQTT-4.3.1-1", "MQTT-3.3.1-3", "MQTT-3.3.4-1")]
    [Clause(ProtocolVersion.V500, "MQTT-4.3.2-2", "MQTT-4.3.3-2", "MQTT-2.2.1-2")]
    [Clause(ProtocolVersion.V311, "MQTT-4.3.2-1", "MQTT-4.3.3-1", "MQTT-2.3.1-5")]
    public async Task What_is_sent_first_has_DUP_0_whatever_its_publisher_said(ProtocolVersion version)
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient subscriber = await broker.ConnectRawAsync("s", version);
        await subscriber.SubscribeAsync("t", QualityOfService.ExactlyOnce);
        RawClient publisher = await broker.ConnectRawAsync("p", version);
        foreach (QualityOfService qos in Enum.GetValues<QualityOfService>())
        {
            bool acknowledged = qos != QualityOfService.AtMostOnce;
            await publisher.SendAsync(new PublishPacket { Topic = "t", Qos = qos, Duplicate = acknowledged, PacketId = acknowledged ? (ushort)9 : (ushort)0 });
            if (acknowledged) Assert.Equal(9, (await publisher.ReadAsync<AckPacket>()).PacketId);
            else await publisher.AssertSilentAsync();
            PublishPacket sent = await subscriber.ReadAsync<PublishPacket>();
            Assert.Equal((qos, false, acknowledged), (sent.Qos, sent.Duplicate, sent.PacketId != 0));
            if (qos == QualityOfService.ExactlyOnce) await publisher.SendAsync(new AckPacket(PacketType.PubRel) { PacketId = 9 });
        }
    }

    [Theory]
    [InlineData(ProtocolVersion.V311)]
    [InlineData(ProtocolVersion.V500)]
    [Clause(ProtocolVersion.V500, "MQTT-2.2.1-4", "MQTT-4.3.2-1", "MQTT-4.3.3-1")]
    [Clause(ProtocolVersion.V311, "MQTT-2.3.1-4", "MQTT-4.3.2-1", "MQTT-4.3.3-1")]
    public async Task Identifiers_go_round_without_0_and_without_those_in_use(ProtocolVersion version)
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient client = await broker.ConnectRawAsync("a", version);
        await client.SubscribeAsync("t", QualityOfService.AtLeastOnce);
        var message = new OutgoingMessage { Topic = "t", Qos = QualityOfService.AtLeastOnce };
        broker.Broker.Publish(message);
        ushort held = (await client.ReadAsync<PublishPacket>()).PacketId;
        const int Batch = 60;
        for (int sent = 0; sent < 66_000; sent += Batch)
        {
            for (int i = 0; i < Batch; i++) broker.Broker.Publish(message);
            var used = new Packet[Batch];
            for (int i = 0; i < Batch; i++)
            {
                ushort id = (await client.ReadAsync<PublishPacket>()).PacketId;
                Assert.NotEqual(held, id);
                used[i] = new AckPacket(PacketType.PubAck) { PacketId = id };
            }

            Assert.Equal(Batch, used.Cast<AckPacket>().DistinctBy(ack => ack.PacketId).Count());
            await client.SendAsync(used);
        }
    }

    [Theory]
    [InlineData(ProtocolVersion.V311)]
    [InlineData(ProtocolVersion.V500)]
    [Clause(ProtocolVersion.V500, "MQTT-4.3.2-3", "MQTT-4.3.3-3", "MQTT-4.3.3-5")]
    [Clause(ProtocolVersion.V311, "MQTT-4.3.2-1", "MQTT-4.3.3-1")]
    public async Task An_answer_of_the_other_flow_or_too_early_in_this_one_settles_nothing(ProtocolVersion version)
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        var expiry = version == ProtocolVersion.V500 ? new PropertySet { SessionExpirySeconds = 6_000 } : null;
        RawClient client = await broker.ConnectRawAsync("a", version, cleanStart: false, properties: expiry);
        await client.SubscribeAsync("t", QualityOfService.ExactlyOnce);
        foreach (QualityOfService qos in new[] { QualityOfService.AtLeastOnce, QualityOfService.ExactlyOnce })
        {
            broker.Broker.Publish(new OutgoingMessage { Topic = "t", Qos = qos });
        }

        ushort one = (await client.ReadAsync<PublishPacket>()).PacketId;
        ushort two = (await client.ReadAsync<PublishPacket>()).PacketId;
        await client.SendAsync(new AckPacket(PacketType.PubComp) { PacketId = one }, new AckPacket(PacketType.PubAck) { PacketId = two }, new AckPacket(PacketType.PubComp) { PacketId = two });
        await client.AssertSilentAsync();
        await client.SendAsync(new AckPacket(PacketType.PubRec) { PacketId = one });
        Assert.Equal(version == ProtocolVersion.V500 ? ReasonCode.PacketIdentifierNotFound : ReasonCode.Success, (await client.ReadAsync<AckPacket>()).Reason);
        client.Socket.Dispose();
        client = await broker.ConnectRawAsync("a", version, cleanStart: false, properties: expiry);
        Assert.Equal((one, true), Identity(await client.ReadAsync<PublishPacket>()));
        Assert.Equal((two, true), Identity(await client.ReadAsync<PublishPacket>()));
        await client.AssertSilentAsync();

        static (ushort, bool) Identity(PublishPacket publish) => (publish.PacketId, publish.Duplicate);
    }

    [Theory]
    [InlineData(ProtocolVersion.V311)]
    [InlineData(ProtocolVersion.V500)]
    [Clause("MQTT-3.3.1-1", "MQTT-4.4.0-1", "MQTT-4.6.0-1")]
    [Clause(ProtocolVersion.V311, "MQTT-2.3.1-3", "MQTT-4.3.2-1", "MQTT-4.3.3-1")]
    public async Task What_was_not_acknowledged_comes_again_in_its_order_and_only_after_a_reconnect(ProtocolVersion version)
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        var expiry = version == ProtocolVersion.V500 ? new PropertySet { SessionExpirySeconds = 6_000 } : null;
        RawClient first = await broker.ConnectRawAsync("a", version, cleanStart: false, properties: expiry);
        await first.SubscribeAsync("t", QualityOfService.ExactlyOnce);
        List<PublishPacket> sent = [];
        for (int i = 0; i < 10; i++)
        {
            broker.Broker.Publish(new OutgoingMessage { Topic = "t", Payload = new[] { (byte)i }, Qos = (QualityOfService)(1 + (i % 2)) });
            sent.Add(await first.ReadAsync<PublishPacket>());
        }

        // Acknowledged out of order: one QoS 1 is done, one QoS 2 is half way.
        await first.SendAsync(new AckPacket(PacketType.PubAck) { PacketId = sent[4].PacketId }, new AckPacket(PacketType.PubRec) { PacketId = sent[7].PacketId });
        Assert.Equal((PacketType.PubRel, sent[7].PacketId), Named(await first.ReadAsync<AckPacket>()));
        for (int minutes = 0; minutes < 60; minutes++) broker.Clock.Advance(TimeSpan.FromMinutes(1));
        await first.AssertSilentAsync();
        first.Socket.Dispose();
        RawClient second = await broker.ConnectRawAsync("a", version, cleanStart: false, properties: expiry);
        foreach (PublishPacket one in sent.Where(one => one != sent[4]))
        {
            if (one == sent[7])
            {
                Assert.Equal((PacketType.PubRel, one.PacketId), Named(await second.ReadAsync<AckPacket>()));
                continue;
            }

            PublishPacket again = await second.ReadAsync<PublishPacket>();
            Assert.Equal((one.PacketId, true, one.Qos, one.Payload[0]), (again.PacketId, again.Duplicate, again.Qos, again.Payload[0]));
        }

        await second.AssertSilentAsync();
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-4.4.0-2")]
    public async Task What_the_client_refused_is_not_sent_again()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        var expiry = new PropertySet { SessionExpirySeconds = 60 };
        RawClient first = await broker.ConnectRawAsync("a", properties: expiry);
        await first.SubscribeAsync("t", QualityOfService.ExactlyOnce);
        foreach (QualityOfService qos in new[] { QualityOfService.AtLeastOnce, QualityOfService.ExactlyOnce })
        {
            broker.Broker.Publish(new OutgoingMessage { Topic = "t", Qos = qos });
            PublishPacket message = await first.ReadAsync<PublishPacket>();
            PacketType answer = qos == QualityOfService.AtLeastOnce ? PacketType.PubAck : PacketType.PubRec;
            await first.SendAsync(new AckPacket(answer) { PacketId = message.PacketId, Reason = ReasonCode.QuotaExceeded });
            await first.AssertSilentAsync();
        }

        first.Socket.Dispose();
        RawClient second = await broker.ConnectRawAsync("a", cleanStart: false, properties: expiry);
        await second.AssertSilentAsync();
    }

    [Theory]
    [InlineData(QualityOfService.AtMostOnce)]
    [InlineData(QualityOfService.AtLeastOnce)]
    [InlineData(QualityOfService.ExactlyOnce)]
    [Clause("MQTT-4.6.0-5", "MQTT-4.6.0-6")]
    [Clause("MQTT-4.5.0-1")]
    public async Task Messages_keep_the_order_their_publisher_gave_them(QualityOfService qos)
    {
        const int Count = 500;
        await using TestBroker broker = await TestBroker.StartAsync();
        TestClient five = await broker.ConnectAsync("five");
        TestClient three = await broker.ConnectAsync("three", ProtocolVersion.V311);
        await five.Mqtt.SubscribeAsync("t/+", qos);
        await three.Mqtt.SubscribeAsync("#", qos);
        TestClient publisher = await broker.ConnectAsync("p");
        for (int i = 0; i < Count; i++)
        {
            await Patience.UntilAsync(() => publisher.Mqtt.TryPublish($"t/{i % 3}", [(byte)i, (byte)(i >> 8)], qos), "room for one more");
        }

        for (int i = 0; i < Count; i++)
        {
            foreach (TestClient subscriber in new[] { five, three })
            {
                byte[] payload = (await subscriber.NextAsync()).Payload.ToArray();
                Assert.Equal(i, payload[0] | (payload[1] << 8));
            }
        }
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-4.3.3-7")]
    public async Task A_QoS_2_message_once_sent_does_not_expire()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        var expiry = new PropertySet { SessionExpirySeconds = 600 };
        RawClient first = await broker.ConnectRawAsync("a", properties: expiry);
        await first.SubscribeAsync("t", QualityOfService.ExactlyOnce);
        broker.Broker.Publish(new OutgoingMessage { Topic = "t", Qos = QualityOfService.ExactlyOnce, ExpirySeconds = 10 });
        PublishPacket sent = await first.ReadAsync<PublishPacket>();
        first.Socket.Dispose();
        await broker.Observer.UntilAsync("disconnected a TransportClosed");
        broker.Clock.Advance(TimeSpan.FromSeconds(30));
        RawClient second = await broker.ConnectRawAsync("a", cleanStart: false, properties: expiry);
        Assert.Equal(sent.PacketId, (await second.ReadAsync<PublishPacket>()).PacketId);
    }

    [Theory]
    [InlineData(ProtocolVersion.V311)]
    [InlineData(ProtocolVersion.V500)]
    [Clause("MQTT-4.1.0-1")]
    [Clause(ProtocolVersion.V311, "MQTT-4.1.0-2")]
    public async Task A_session_lasts_at_least_as_long_as_its_connection(ProtocolVersion version)
    {
        await using TestBroker broker = await TestBroker.StartAsync(new MqttLimits { SessionExpirySecondsMax = 1 });
        RawClient client = await broker.ConnectRawAsync("a", version, cleanStart: false);
        await client.SubscribeAsync("t", QualityOfService.AtLeastOnce);
        for (int minutes = 0; minutes < 30; minutes++) broker.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, broker.Broker.Publish(new OutgoingMessage { Topic = "t", Qos = QualityOfService.AtLeastOnce }));
        await client.ReadAsync<PublishPacket>();
    }

    [Fact]
    [Clause(ProtocolVersion.V311, "MQTT-3.1.2-7")]
    public async Task Retained_messages_outlive_the_session_that_published_them()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient publisher = await broker.ConnectRawAsync("p", ProtocolVersion.V311);
        await publisher.SendAsync(new PublishPacket { Topic = "t", Payload = [1], Retain = true }, new DisconnectPacket());
        await publisher.ReadEndAsync();
        await Patience.UntilAsync(() => broker.Broker.SessionCount <= 0, "all to be gone");
        RawClient subscriber = await broker.ConnectRawAsync("s", ProtocolVersion.V311);
        await subscriber.SubscribeAsync("t", QualityOfService.AtMostOnce);
        Assert.True((await subscriber.ReadAsync<PublishPacket>()).Retain);
    }

    [Theory]
    [InlineData(ProtocolVersion.V311)]
    [InlineData(ProtocolVersion.V500)]
    [Clause("MQTT-4.7.3-3")]
    public async Task A_topic_of_65_535_bytes_passes_and_the_host_cannot_send_a_longer_one(ProtocolVersion version)
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        string longest = new('a', 65_535);
        RawClient client = await broker.ConnectRawAsync("a", version);
        await client.SubscribeAsync(longest, QualityOfService.AtMostOnce);
        await client.SendAsync(new PublishPacket { Topic = longest, Payload = [1] });
        Assert.Equal(longest, (await client.ReadAsync<PublishPacket>()).Topic);
        Assert.Throws<ArgumentException>(() => broker.Broker.Publish(new OutgoingMessage { Topic = longest + "a" }));
    }

    private static (PacketType Type, ushort PacketId) Named(AckPacket ack) => (ack.Type, ack.PacketId);
}
