using Ioc.Mqtt.Broker;
using Ioc.Mqtt.Client;
using Ioc.Mqtt.Packets;
using Ioc.Mqtt.Tests.Conformance;
using Ioc.Mqtt.Tests.Rig;

namespace Ioc.Mqtt.Tests.Broker;

public sealed class SubscribeTests
{
    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-3.8.4-5", "MQTT-3.8.4-6", "MQTT-3.8.4-7", "MQTT-3.9.3-1", "MQTT-3.9.3-2")]
    [Clause(ProtocolVersion.V311, "MQTT-3.9.3-2")]
    public async Task Each_filter_gets_its_own_answer()
    {
        await using TestBroker broker = await TestBroker.StartAsync(new MqttLimits { SubscriptionsPerSessionMax = 2, TopicLevelsMax = 4 });
        broker.Gate.Subscribe = filter => filter == "secret" ? ReasonCode.NotAuthorized : ReasonCode.Success;
        TestClient client = await broker.ConnectAsync();
        IReadOnlyList<ReasonCode> answers = await client.Mqtt.SubscribeAsync(
        [
            new MqttSubscription("a", QualityOfService.ExactlyOnce),
            new MqttSubscription("secret", QualityOfService.AtMostOnce),
            new MqttSubscription("1/2/3/4/5", QualityOfService.AtMostOnce),
            new MqttSubscription("b", QualityOfService.AtMostOnce),
            new MqttSubscription("c", QualityOfService.AtMostOnce),
        ]);
        Assert.Equal(
            [ReasonCode.GrantedQos2, ReasonCode.NotAuthorized, ReasonCode.TopicFilterInvalid, ReasonCode.Success, ReasonCode.QuotaExceeded],
            answers);
        TestClient old = await broker.ConnectAsync("old", ProtocolVersion.V311);
        Assert.Equal(ReasonCode.UnspecifiedError, await old.Mqtt.SubscribeAsync("secret"));
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-3.10.4-1", "MQTT-3.10.4-2", "MQTT-3.10.4-4", "MQTT-3.10.4-5", "MQTT-3.10.4-6", "MQTT-3.11.3-1")]
    public async Task What_was_unsubscribed_does_not_come()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        TestClient client = await broker.ConnectAsync();
        await client.Mqtt.SubscribeAsync("a");
        IReadOnlyList<ReasonCode> answers = await client.Mqtt.UnsubscribeAsync(["a", "b"]);
        Assert.Equal([ReasonCode.Success, ReasonCode.NoSubscriptionExisted], answers);
        Assert.Equal(0, broker.Broker.Publish(new OutgoingMessage { Topic = "a" }));
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-3.3.4-2", "MQTT-3.3.4-3", "MQTT-3.3.4-4")]
    public async Task Overlapping_subscriptions_bring_one_copy_with_the_highest_qos_and_all_identifiers()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient client = await broker.ConnectRawAsync();
        await SubscribeAsync(client, new SubscribeEntry("a/+", QualityOfService.AtMostOnce), identifier: 7);
        await SubscribeAsync(client, new SubscribeEntry("a/#", QualityOfService.AtLeastOnce), identifier: 300);
        Assert.Equal(1, broker.Broker.Publish(new OutgoingMessage { Topic = "a/b", Qos = QualityOfService.ExactlyOnce }));
        PublishPacket message = await client.ReadAsync<PublishPacket>();
        Assert.Equal(QualityOfService.AtLeastOnce, message.Qos);
        Assert.Equal([7u, 300u], message.Properties!.SubscriptionIdentifiers.Order());
        await client.AssertSilentAsync();
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-3.8.3-3", "MQTT-3.3.1-13")]
    public async Task No_Local_keeps_own_messages_away_and_Retain_As_Published_keeps_the_flag()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        TestClient client = await broker.ConnectAsync("a");
        TestClient other = await broker.ConnectAsync("b");
        await client.Mqtt.SubscribeAsync([new MqttSubscription("t", QualityOfService.AtLeastOnce) { NoLocal = true, RetainAsPublished = true }]);
        await client.PublishAsync("t", "mine");
        await other.PublishAsync("t", "theirs", retain: true);
        MqttMessage message = await client.NextAsync();
        Assert.Equal(("theirs", true), (System.Text.Encoding.UTF8.GetString(message.Payload.Span), message.Retain));
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-3.3.2-4", "MQTT-3.3.2-15", "MQTT-3.3.2-16", "MQTT-3.3.2-17", "MQTT-3.3.2-18", "MQTT-3.3.2-20", "MQTT-3.1.2-27")]
    public async Task Properties_of_a_message_reach_5_0_subscribers_unchanged_and_3_1_1_without_them()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient publisher = await broker.ConnectRawAsync("p");
        RawClient five = await broker.ConnectRawAsync("five");
        RawClient three = await broker.ConnectRawAsync("three", ProtocolVersion.V311);
        await five.SubscribeAsync("t", QualityOfService.AtMostOnce);
        await three.SubscribeAsync("t", QualityOfService.AtMostOnce);
        var sent = new PropertySet { PayloadIsUtf8 = true, ContentType = "json", ResponseTopic = "r", CorrelationData = [1, 2], TopicAlias = 3, MessageExpirySeconds = 60 };
        sent.UserProperties.Add(new UserProperty("k", "1"));
        sent.UserProperties.Add(new UserProperty("k", "2"));
        await publisher.SendAsync(new PublishPacket { Topic = "t", Payload = [42], Properties = sent });
        PropertySet got = (await five.ReadAsync<PublishPacket>()).Properties!;
        Assert.Equal((true, "json", "r", 60u), (got.PayloadIsUtf8, got.ContentType, got.ResponseTopic, got.MessageExpirySeconds));
        Assert.Equal([1, 2], got.CorrelationData!);
        Assert.Equal(sent.UserProperties, got.UserProperties);
        Assert.Null(got.TopicAlias);
        Assert.Null((await three.ReadAsync<PublishPacket>()).Properties);
    }

    [Theory]
    [Clause(ProtocolVersion.V500, "MQTT-3.3.1-5", "MQTT-3.3.1-6", "MQTT-3.3.1-7", "MQTT-3.3.1-8", "MQTT-3.3.1-9", "MQTT-3.3.1-12")]
    [Clause(ProtocolVersion.V311, "MQTT-3.3.1-5", "MQTT-3.3.1-6", "MQTT-3.3.1-7", "MQTT-3.3.1-8", "MQTT-3.3.1-9", "MQTT-3.3.1-10", "MQTT-3.3.1-11", "MQTT-3.3.1-12")]
    [InlineData(ProtocolVersion.V311)]
    [InlineData(ProtocolVersion.V500)]
    public async Task A_retained_message_is_there_for_later_subscribers_until_it_is_emptied(ProtocolVersion version)
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        TestClient publisher = await broker.ConnectAsync("p", version);
        await publisher.PublishAsync("a/status", "offline", retain: true);
        await publisher.PublishAsync("a/status", "online", retain: true);
        await publisher.PublishAsync("b/status", "online", QualityOfService.AtMostOnce, retain: true);
        TestClient subscriber = await broker.ConnectAsync("s", version);
        await subscriber.Mqtt.SubscribeAsync("a/+");
        MqttMessage message = await subscriber.NextAsync();
        Assert.Equal(("a/status", true), (message.Topic, message.Retain));
        await publisher.PublishAsync("a/status", "live");
        Assert.False((await subscriber.NextAsync()).Retain);
        await publisher.PublishAsync("a/status", "", retain: true);
        await subscriber.NextAsync();
        Assert.Equal(1, broker.Broker.RetainedCount);
        await subscriber.Mqtt.SubscribeAsync("#");
        Assert.Equal("b/status online", await subscriber.NextTextAsync());
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-3.3.1-9", "MQTT-3.3.1-10", "MQTT-3.3.1-11")]
    public async Task Retain_Handling_and_message_expiry_rule_what_a_subscription_brings()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient client = await broker.ConnectRawAsync();
        broker.Broker.Publish(new OutgoingMessage { Topic = "a", Payload = new byte[] { 1 }, Retain = true, ExpirySeconds = 30 });
        await SubscribeAsync(client, new SubscribeEntry("a", QualityOfService.AtMostOnce) { RetainHandling = RetainHandling.DoNotSend });
        await client.AssertSilentAsync();
        await SubscribeAsync(client, new SubscribeEntry("a", QualityOfService.AtMostOnce) { RetainHandling = RetainHandling.SendIfNew });
        await client.AssertSilentAsync();
        await SubscribeAsync(client, new SubscribeEntry("a", QualityOfService.AtMostOnce));
        Assert.True((await client.ReadAsync<PublishPacket>()).Retain);
        broker.Clock.Advance(TimeSpan.FromSeconds(31));
        await SubscribeAsync(client, new SubscribeEntry("a", QualityOfService.AtMostOnce));
        await client.AssertSilentAsync();
    }

    [Fact]
    public async Task The_retained_store_is_bounded_and_forgets_a_state_it_cannot_update()
    {
        await using TestBroker broker = await TestBroker.StartAsync(new MqttLimits { RetainedMessagesMax = 1, RetainedBytesMax = 300 });
        broker.Broker.Publish(new OutgoingMessage { Topic = "a", Payload = new byte[10], Retain = true });
        broker.Broker.Publish(new OutgoingMessage { Topic = "b", Payload = new byte[10], Retain = true });
        Assert.Equal(1, broker.Broker.RetainedCount);
        broker.Broker.Publish(new OutgoingMessage { Topic = "a", Payload = new byte[400], Retain = true });
        Assert.Equal(0, broker.Broker.RetainedCount);
        Assert.Equal(2, broker.Broker.Metrics.DroppedCount(DropReason.RetainedStoreFull));
    }

    [Fact]
    public async Task Ten_thousand_retained_messages_reach_a_subscriber_whose_window_is_small()
    {
        const int Count = 10_000;
        await using TestBroker broker = await TestBroker.StartAsync(new MqttLimits { WriteBufferBytesMax = 300 * 1024, QueuedMessagesPerSessionMax = 10 });
        for (int i = 0; i < Count; i++)
        {
            broker.Broker.Publish(new OutgoingMessage { Topic = $"d/{i}", Payload = new byte[300], Qos = (QualityOfService)(i % 2), Retain = true });
        }

        TestClient client = await broker.ConnectAsync();
        await client.Mqtt.SubscribeAsync("d/+");
        var topics = new HashSet<string>();
        while (topics.Count < Count) Assert.True(topics.Add((await client.NextAsync()).Topic));
    }

    private static async Task SubscribeAsync(RawClient client, SubscribeEntry entry, uint identifier = 0)
    {
        PropertySet? properties = null;
        if (identifier != 0)
        {
            properties = new PropertySet();
            properties.SubscriptionIdentifiers.Add(identifier);
        }

        await client.SendAsync(new SubscribePacket { PacketId = 1, Entries = [entry], Properties = properties });
        Assert.True((await client.ReadAsync<SubAckPacket>()).Reasons[0] < ReasonCode.UnspecifiedError);
    }
}
