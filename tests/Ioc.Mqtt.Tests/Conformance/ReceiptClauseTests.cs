using Ioc.Mqtt.Broker;
using Ioc.Mqtt.Packets;
using Ioc.Mqtt.Tests.Rig;

namespace Ioc.Mqtt.Tests.Conformance;

/// <summary>Clauses about messages from a client: acknowledgement flows, aliases, expiry on the way.</summary>
public sealed class ReceiptClauseTests
{
    [Theory]
    [InlineData(ProtocolVersion.V311)]
    [InlineData(ProtocolVersion.V500)]
    [Clause(ProtocolVersion.V311, "MQTT-4.3.3-2", "MQTT-2.3.1-6")]
    [Clause(ProtocolVersion.V500, "MQTT-4.3.3-8", "MQTT-4.3.3-10", "MQTT-4.3.3-11", "MQTT-4.3.3-12", "MQTT-2.2.1-5")]
    public async Task A_QoS_2_message_is_taken_once_until_it_is_released_and_then_its_identifier_is_free(ProtocolVersion version)
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient subscriber = await broker.ConnectRawAsync("s");
        await subscriber.SubscribeAsync("t", QualityOfService.AtMostOnce);
        RawClient client = await broker.ConnectRawAsync("a", version);
        for (byte round = 1; round <= 3; round++)
        {
            var publish = new PublishPacket { Topic = "t", Payload = [round], Qos = QualityOfService.ExactlyOnce, PacketId = 5 };
            await client.SendAsync(publish, publish with { Duplicate = true }, publish with { Duplicate = true });
            for (int i = 0; i < 3; i++) await AssertAckAsync(client, PacketType.PubRec);
            var release = new AckPacket(PacketType.PubRel) { PacketId = 5 };
            await client.SendAsync(release, release);
            for (int i = 0; i < 2; i++) await AssertAckAsync(client, PacketType.PubComp);
            Assert.Equal([round], (await subscriber.ReadAsync<PublishPacket>()).Payload);
            await subscriber.AssertSilentAsync();
        }
    }

    [Theory]
    [InlineData(ProtocolVersion.V311)]
    [InlineData(ProtocolVersion.V500)]
    [Clause(ProtocolVersion.V311, "MQTT-4.3.2-2")]
    [Clause(ProtocolVersion.V500, "MQTT-4.3.2-4", "MQTT-4.3.2-5")]
    public async Task A_QoS_1_identifier_is_free_as_soon_as_it_is_acknowledged(ProtocolVersion version)
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient client = await broker.ConnectRawAsync("a", version);
        for (int i = 0; i < 3; i++)
        {
            await client.SendAsync(new PublishPacket { Topic = "t", Qos = QualityOfService.AtLeastOnce, PacketId = 5, Duplicate = i > 0 });
            await AssertAckAsync(client, PacketType.PubAck);
        }

        Assert.Equal(3, broker.Sink.Offers);
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-4.3.3-9")]
    public async Task After_a_refusing_PUBREC_the_identifier_is_free()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        broker.Sink.Answer = _ => new PublishAnswer(PublishVerdict.Refused, ReasonCode.NotAuthorized);
        RawClient client = await broker.ConnectRawAsync();
        var publish = new PublishPacket { Topic = "t", Qos = QualityOfService.ExactlyOnce, PacketId = 5 };
        await client.SendAsync(publish);
        Assert.Equal(ReasonCode.NotAuthorized, (await client.ReadAsync<AckPacket>()).Reason);
        broker.Sink.Answer = _ => new PublishAnswer(PublishVerdict.Consumed);
        await client.SendAsync(publish);
        Assert.Equal(ReasonCode.Success, (await client.ReadAsync<AckPacket>()).Reason);
        Assert.Equal(2, broker.Sink.Offers);
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-4.3.3-13")]
    public async Task An_expired_QoS_2_message_is_acknowledged_to_the_end()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient client = await broker.ConnectRawAsync();
        await client.SendAsync(new PublishPacket { Topic = "t", Qos = QualityOfService.ExactlyOnce, PacketId = 5, Properties = new PropertySet { MessageExpirySeconds = 1 } });
        await AssertAckAsync(client, PacketType.PubRec);
        broker.Clock.Advance(TimeSpan.FromSeconds(10));
        await client.SendAsync(new AckPacket(PacketType.PubRel) { PacketId = 5 });
        await AssertAckAsync(client, PacketType.PubComp);
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-3.3.2-7")]
    public async Task A_topic_alias_ends_with_its_connection()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        var expiry = new PropertySet { SessionExpirySeconds = 60 };
        RawClient first = await broker.ConnectRawAsync("a", properties: expiry);
        await first.SendAsync(new PublishPacket { Topic = "t", Properties = new PropertySet { TopicAlias = 1 } });
        await first.AssertSilentAsync();
        RawClient second = await broker.ConnectRawAsync("a", cleanStart: false, properties: expiry);
        Assert.True(second.ConnAck!.SessionPresent);
        await second.SendAsync(new PublishPacket { Topic = "", Properties = new PropertySet { TopicAlias = 1 } });
        await second.ReadDisconnectAsync(ReasonCode.ProtocolError);
    }

    private static async Task AssertAckAsync(RawClient client, PacketType type)
    {
        AckPacket ack = await client.ReadAsync<AckPacket>();
        Assert.Equal((type, 5), (ack.Type, ack.PacketId));
    }
}
