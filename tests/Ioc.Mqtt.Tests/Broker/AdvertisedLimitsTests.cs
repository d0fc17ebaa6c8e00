using Ioc.Mqtt.Broker;
using Ioc.Mqtt.Packets;
using Ioc.Mqtt.Tests.Conformance;
using Ioc.Mqtt.Tests.Rig;

namespace Ioc.Mqtt.Tests.Broker;

/// <summary>What CONNACK says about the broker, and that the broker means it.</summary>
public sealed class AdvertisedLimitsTests
{
    [Fact]
    public async Task What_equals_the_specifications_default_is_not_said()
    {
        await using TestBroker broker = await TestBroker.StartAsync(new MqttLimits { ReceiveMax = 65_535, TopicAliasMax = 0 });
        PropertySet told = (await broker.ConnectRawAsync(keepAliveSeconds: 30)).ConnAck!.Properties!;
        Assert.Null(told.ReceiveMaximum);
        Assert.Null(told.TopicAliasMaximum);
        Assert.Null(told.MaximumQosIs1);
        Assert.Null(told.RetainAvailable);
        Assert.Null(told.ServerKeepAliveSeconds);
        Assert.Null(told.WildcardSubscriptionAvailable);
        Assert.Null(told.SubscriptionIdentifierAvailable);
    }

    [Theory]
    [InlineData(0, 60)]
    [InlineData(61, 60)]
    [InlineData(60, null)]
    [InlineData(10, null)]
    [Clause(ProtocolVersion.V500, "MQTT-3.2.2-21")]
    public async Task Only_who_asks_for_more_keep_alive_than_is_granted_is_told(int asked, int? told)
    {
        await using TestBroker broker = await TestBroker.StartAsync(new MqttLimits { KeepAliveSecondsMax = 60 });
        RawClient client = await broker.ConnectRawAsync(keepAliveSeconds: (ushort)asked);
        Assert.Equal((ushort?)told, client.ConnAck!.Properties!.ServerKeepAliveSeconds);
        int inForce = told ?? asked;
        broker.Clock.Advance(TimeSpan.FromSeconds(inForce));
        await client.AssertSilentAsync();
        broker.Clock.Advance(TimeSpan.FromSeconds(inForce * 2));
        await client.ReadDisconnectAsync(ReasonCode.KeepAliveTimeout);
    }

    [Theory]
    [InlineData(QualityOfService.AtMostOnce, false)]
    [InlineData(QualityOfService.AtLeastOnce, true)]
    [Clause(ProtocolVersion.V500, "MQTT-3.2.2-9", "MQTT-3.2.2-10", "MQTT-3.2.2-11")]
    public async Task Maximum_QoS_is_told_and_granted_and_a_publish_above_it_ends_the_connection(QualityOfService max, bool isOne)
    {
        await using TestBroker broker = await TestBroker.StartAsync(new MqttLimits { QosMax = max });
        RawClient client = await broker.ConnectRawAsync();
        Assert.Equal(isOne, client.ConnAck!.Properties!.MaximumQosIs1);
        await client.SendAsync(new SubscribePacket { PacketId = 1, Entries = [new SubscribeEntry("t", QualityOfService.ExactlyOnce)] });
        Assert.Equal([(ReasonCode)max], (await client.ReadAsync<SubAckPacket>()).Reasons);
        broker.Broker.Publish(new OutgoingMessage { Topic = "t", Qos = QualityOfService.ExactlyOnce });
        Assert.Equal(max, (await client.ReadAsync<PublishPacket>()).Qos);
        await client.SendAsync(new PublishPacket { Topic = "t", PacketId = 7, Qos = max + 1 });
        await client.ReadDisconnectAsync(ReasonCode.QosNotSupported);
        Assert.Equal(0, broker.Sink.Offers);
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-3.2.2-12")]
    public async Task A_will_above_Maximum_QoS_is_refused_at_CONNECT()
    {
        await using TestBroker broker = await TestBroker.StartAsync(new MqttLimits { QosMax = QualityOfService.AtLeastOnce });
        RawClient client = await broker.OpenAsync();
        await client.SendAsync(new ConnectPacket
        {
            Version = ProtocolVersion.V500,
            ClientId = "a",
            CleanStart = true,
            Will = new WillMessage { Topic = "w", Qos = QualityOfService.ExactlyOnce },
        });
        Assert.Equal(ReasonCode.QosNotSupported, (await client.ReadAsync<ConnAckPacket>()).Reason);
        await client.ReadEndAsync();
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-3.2.2-13", "MQTT-3.2.2-14")]
    public async Task Where_nothing_is_retained_clients_are_told_and_RETAIN_is_refused()
    {
        await using TestBroker broker = await TestBroker.StartAsync(new MqttLimits { RetainedMessagesMax = 0 });
        RawClient client = await broker.ConnectRawAsync();
        Assert.False(client.ConnAck!.Properties!.RetainAvailable);
        await client.SendAsync(new PublishPacket { Topic = "t", Retain = true });
        await client.ReadDisconnectAsync(ReasonCode.RetainNotSupported);
        RawClient old = await broker.ConnectRawAsync("old", ProtocolVersion.V311);
        await old.SendAsync(new PublishPacket { Topic = "t", Retain = true });
        await old.ReadEndAsync();
        RawClient willing = await broker.OpenAsync();
        await willing.SendAsync(new ConnectPacket { Version = ProtocolVersion.V500, ClientId = "a", CleanStart = true, Will = new WillMessage { Topic = "w", Retain = true } });
        Assert.Equal(ReasonCode.RetainNotSupported, (await willing.ReadAsync<ConnAckPacket>()).Reason);
    }

    [Fact]
    public void Limits_and_options_name_everything_that_is_wrong_with_them_at_once()
    {
        var limits = new MqttLimits { TopicLevelsMax = 0, KeepAliveSecondsMax = 70_000, PacketBytesMax = 9_000, WriteBufferBytesMax = 8_000, QosMax = (QualityOfService)3 };
        Assert.Equal(
            [
                "TopicLevelsMax 0 is not between 1 and 1024.",
                "KeepAliveSecondsMax 70000 is not between 1 and 65535.",
                "QosMax 3 is not between 0 and 2.",
                "WriteBufferBytesMax 8000 is less than PacketBytesMax 9000: one packet could cut its reader.",
            ],
            limits.Errors());
        var options = new BrokerOptions { TickMilliseconds = 5 };
        Assert.Equal(["TickMilliseconds 5 is not between 10 and 10000."], options.Errors());
        Assert.Empty(new MqttLimits().Errors());
        var gate = new TestGate();
        using var log = new RecordingLog();
        ArgumentException refused = Assert.Throws<ArgumentException>(() => new MqttBroker(options, limits, gate, new TestSink(), gate, null, new FakeClock(), log));
        Assert.Equal(5, refused.Message.Split(Environment.NewLine).Length);
    }

    [Theory]
    [InlineData("#", "a/b", true)]
    [InlineData("#", "$SYS/b", false)]
    [InlineData("+/b", "$SYS/b", false)]
    [InlineData("$SYS/#", "$SYS/b", true)]
    [InlineData("a/#", "a", true)]
    [InlineData("a/#", "a/+/c", true)]
    [InlineData("a/#", "a/#", true)]
    [InlineData("a/#", "#", false)]
    [InlineData("a/+", "a/#", false)]
    [InlineData("a/+", "a/+", true)]
    [InlineData("a/b", "a/+", false)]
    [InlineData("a/b", "a/b/c", false)]
    [InlineData("a/b/c", "a/b", false)]
    [InlineData("+/+", "/", true)]
    [Clause("MQTT-4.7.2-1")]
    public void A_filter_covers_what_all_its_topics_cover(string filter, string other, bool covers) =>
        Assert.Equal(covers, TopicFilter.Covers(System.Text.Encoding.UTF8.GetBytes(filter), System.Text.Encoding.UTF8.GetBytes(other)));
}
