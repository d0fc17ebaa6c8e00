using Ioc.Mqtt.Broker;
using Ioc.Mqtt.Packets;
using Ioc.Mqtt.Tests.Rig;

namespace Ioc.Mqtt.Tests.Conformance;

/// <summary>Clauses about SUBSCRIBE and UNSUBSCRIBE, in both versions.</summary>
public sealed class SubscriptionClauseTests
{
    [Theory]
    [InlineData(ProtocolVersion.V311)]
    [InlineData(ProtocolVersion.V500)]
    [Clause("MQTT-3.8.4-1", "MQTT-3.8.4-2", "MQTT-3.9.3-1", "MQTT-3.9.3-2")]
    [Clause(ProtocolVersion.V311, "MQTT-3.8.4-4", "MQTT-3.8.4-5", "MQTT-2.3.1-7")]
    [Clause(ProtocolVersion.V500, "MQTT-3.8.4-5", "MQTT-3.8.4-6", "MQTT-2.2.1-6")]
    public async Task SUBACK_answers_each_filter_in_its_place(ProtocolVersion version)
    {
        await using TestBroker broker = await TestBroker.StartAsync(new MqttLimits { TopicLevelsMax = 3 });
        RawClient client = await broker.ConnectRawAsync("a", version);
        SubscribeEntry[] entries = [new("a", QualityOfService.ExactlyOnce), new("1/2/3/4", QualityOfService.AtMostOnce), new("b", QualityOfService.AtMostOnce), new("a", QualityOfService.AtLeastOnce)];
        await client.SendAsync(new SubscribePacket { PacketId = 0xABCD, Entries = entries });
        SubAckPacket answer = await client.ReadAsync<SubAckPacket>();
        Assert.Equal(0xABCD, answer.PacketId);
        ReasonCode failure = version == ProtocolVersion.V500 ? ReasonCode.TopicFilterInvalid : ReasonCode.UnspecifiedError;
        Assert.Equal([ReasonCode.GrantedQos2, failure, ReasonCode.Success, ReasonCode.GrantedQos1], answer.Reasons);
        broker.Broker.Publish(new OutgoingMessage { Topic = "a", Qos = QualityOfService.ExactlyOnce });
        Assert.Equal(QualityOfService.AtLeastOnce, (await client.ReadAsync<PublishPacket>()).Qos);
        await client.AssertSilentAsync();
    }

    [Theory]
    [InlineData(ProtocolVersion.V311)]
    [InlineData(ProtocolVersion.V500)]
    [Clause("MQTT-3.8.4-3")]
    [Clause(ProtocolVersion.V500, "MQTT-3.8.4-4", "MQTT-3.3.1-9")]
    [Clause(ProtocolVersion.V311, "MQTT-3.3.1-6", "MQTT-3.3.1-8")]
    public async Task The_same_filter_again_replaces_the_subscription_and_brings_the_retained_again(ProtocolVersion version)
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        broker.Broker.Publish(new OutgoingMessage { Topic = "a/b", Payload = new byte[] { 9 }, Qos = QualityOfService.ExactlyOnce, Retain = true });
        RawClient client = await broker.ConnectRawAsync("a", version);
        foreach (QualityOfService qos in new[] { QualityOfService.ExactlyOnce, QualityOfService.AtMostOnce, QualityOfService.AtLeastOnce })
        {
            await client.SubscribeAsync("a/+", qos);
            PublishPacket retained = await client.ReadAsync<PublishPacket>();
            Assert.Equal((qos, true), (retained.Qos, retained.Retain));
        }

        broker.Broker.Publish(new OutgoingMessage { Topic = "a/c", Qos = QualityOfService.ExactlyOnce });
        PublishPacket live = await client.ReadAsync<PublishPacket>();
        Assert.Equal((QualityOfService.AtLeastOnce, false), (live.Qos, live.Retain));
        await client.AssertSilentAsync();
    }

    [Fact]
    [Clause(ProtocolVersion.V311, "MQTT-3.3.5-1")]
    public async Task Overlapping_subscriptions_of_3_1_1_bring_one_copy_at_the_highest_qos()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient client = await broker.ConnectRawAsync("a", ProtocolVersion.V311);
        await client.SubscribeAsync("a/+", QualityOfService.AtMostOnce);
        await client.SubscribeAsync("#", QualityOfService.ExactlyOnce);
        await client.SubscribeAsync("a/b", QualityOfService.AtLeastOnce);
        broker.Broker.Publish(new OutgoingMessage { Topic = "a/b", Qos = QualityOfService.ExactlyOnce });
        Assert.Equal(QualityOfService.ExactlyOnce, (await client.ReadAsync<PublishPacket>()).Qos);
        await client.AssertSilentAsync();
    }

    [Theory]
    [InlineData(ProtocolVersion.V311)]
    [InlineData(ProtocolVersion.V500)]
    [Clause("MQTT-3.10.4-1", "MQTT-3.10.4-2", "MQTT-3.10.4-4", "MQTT-3.10.4-5", "MQTT-3.10.4-6")]
    [Clause(ProtocolVersion.V500, "MQTT-3.11.3-1", "MQTT-3.11.3-2")]
    public async Task UNSUBSCRIBE_takes_what_is_written_exactly_so_and_always_answers(ProtocolVersion version)
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient client = await broker.ConnectRawAsync("a", version);
        foreach (string filter in new[] { "a/+", "a/b", "A/b" }) await client.SubscribeAsync(filter, QualityOfService.AtMostOnce);
        await client.SendAsync(new UnsubscribePacket { PacketId = 7, Filters = ["a/#", "a/b", "a/c", "A/b"] });
        UnsubAckPacket answer = await client.ReadAsync<UnsubAckPacket>();
        Assert.Equal(7, answer.PacketId);
        ReasonCode[] reasons = [ReasonCode.NoSubscriptionExisted, ReasonCode.Success, ReasonCode.NoSubscriptionExisted, ReasonCode.Success];
        Assert.Equal(version == ProtocolVersion.V500 ? reasons : [], answer.Reasons);
        Assert.Equal(0, broker.Broker.Publish(new OutgoingMessage { Topic = "A/b" }));
        Assert.Equal(1, broker.Broker.Publish(new OutgoingMessage { Topic = "a/b" }));
        await client.SendAsync(new UnsubscribePacket { PacketId = 8, Filters = ["none"] });
        await client.ReadAsync<PublishPacket>();
        Assert.Equal(8, (await client.ReadAsync<UnsubAckPacket>()).PacketId);
    }

    [Theory]
    [InlineData(ProtocolVersion.V311)]
    [InlineData(ProtocolVersion.V500)]
    [Clause("MQTT-3.10.4-3")]
    public async Task What_was_begun_before_UNSUBSCRIBE_is_completed_after_it(ProtocolVersion version)
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        var expiry = version == ProtocolVersion.V500 ? new PropertySet { SessionExpirySeconds = 60 } : null;
        RawClient first = await broker.ConnectRawAsync("a", version, cleanStart: false, properties: expiry);
        await first.SubscribeAsync("t", QualityOfService.ExactlyOnce);
        broker.Broker.Publish(new OutgoingMessage { Topic = "t", Qos = QualityOfService.ExactlyOnce });
        PublishPacket begun = await first.ReadAsync<PublishPacket>();
        await first.SendAsync(new UnsubscribePacket { PacketId = 7, Filters = ["t"] });
        await first.ReadAsync<UnsubAckPacket>();
        first.Socket.Dispose();
        RawClient second = await broker.ConnectRawAsync("a", version, cleanStart: false, properties: expiry);
        Assert.Equal(begun.PacketId, (await second.ReadAsync<PublishPacket>()).PacketId);
        await second.SendAsync(new AckPacket(PacketType.PubRec) { PacketId = begun.PacketId });
        Assert.Equal(PacketType.PubRel, (await second.ReadAsync<AckPacket>()).Type);
        await second.SendAsync(new AckPacket(PacketType.PubComp) { PacketId = begun.PacketId });
        await second.AssertSilentAsync();
    }
}
