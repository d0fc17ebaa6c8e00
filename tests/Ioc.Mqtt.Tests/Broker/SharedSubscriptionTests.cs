using System.Text;
using Ioc.Mqtt.Broker;
using Ioc.Mqtt.Packets;
using Ioc.Mqtt.Tests.Conformance;
using Ioc.Mqtt.Tests.Rig;

namespace Ioc.Mqtt.Tests.Broker;

/// <summary><c>$share/group/filter</c> (5.0 §4.8.2), also for 3.1.1 clients, as other brokers do it.</summary>
public sealed class SharedSubscriptionTests
{
    [Theory]
    [InlineData(ProtocolVersion.V311)]
    [InlineData(ProtocolVersion.V500)]
    public async Task Each_message_goes_to_one_member_in_turn(ProtocolVersion version)
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        TestClient[] members = [await broker.ConnectAsync("a", version), await broker.ConnectAsync("b", version), await broker.ConnectAsync("c", version)];
        foreach (TestClient member in members) await member.Mqtt.SubscribeAsync("$share/g/t/+");
        for (int i = 0; i < 30; i++) Assert.Equal(1, broker.Broker.Publish(new OutgoingMessage { Topic = $"t/{i}", Qos = QualityOfService.AtMostOnce }));
        var topics = new HashSet<string>();
        foreach (TestClient member in members)
        {
            for (int i = 0; i < 10; i++) Assert.True(topics.Add((await member.NextAsync()).Topic));
        }

        Assert.Equal(30, topics.Count);
    }

    [Fact]
    public async Task Groups_of_other_names_and_plain_subscriptions_get_their_own_copy_with_their_own_identifier()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient client = await broker.ConnectRawAsync();
        await SubscribeAsync(client, "$share/one/t/#", 11);
        await SubscribeAsync(client, "$share/two/t/#", 12);
        await SubscribeAsync(client, "t/+", 13);
        Assert.Equal(3, broker.Broker.Publish(new OutgoingMessage { Topic = "t/x" }));
        var identifiers = new List<uint>();
        for (int i = 0; i < 3; i++) identifiers.AddRange((await client.ReadAsync<PublishPacket>()).Properties!.SubscriptionIdentifiers);
        Assert.Equal([11u, 12u, 13u], identifiers.Order());
        await client.AssertSilentAsync();
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-4.8.2-3")]
    public async Task Each_member_is_served_at_the_QoS_it_was_granted()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient low = await broker.ConnectRawAsync("low");
        RawClient high = await broker.ConnectRawAsync("high");
        await low.SubscribeAsync("$share/g/t", QualityOfService.AtMostOnce);
        await high.SubscribeAsync("$share/g/t", QualityOfService.AtLeastOnce);
        for (int i = 0; i < 2; i++) broker.Broker.Publish(new OutgoingMessage { Topic = "t", Qos = QualityOfService.ExactlyOnce });
        Assert.Equal(QualityOfService.AtMostOnce, (await low.ReadAsync<PublishPacket>()).Qos);
        Assert.Equal(QualityOfService.AtLeastOnce, (await high.ReadAsync<PublishPacket>()).Qos);
    }

    [Fact]
    public async Task Retained_messages_are_not_sent_for_a_shared_subscription()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        broker.Broker.Publish(new OutgoingMessage { Topic = "t", Payload = new byte[] { 1 }, Retain = true });
        RawClient client = await broker.ConnectRawAsync();
        await client.SubscribeAsync("$share/g/t", QualityOfService.AtMostOnce);
        await client.AssertSilentAsync();
    }

    [Theory]
    [InlineData("$share/g")]
    [InlineData("$share/g/")]
    [InlineData("$share//t")]
    [InlineData("$share/+/t")]
    [InlineData("$share/g#/t")]
    [InlineData("$share/g/a#")]
    [Clause(ProtocolVersion.V500, "MQTT-4.8.2-1", "MQTT-4.8.2-2")]
    public async Task A_share_without_a_name_or_a_filter_ends_the_connection(string filter)
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient client = await broker.ConnectRawAsync();
        await client.SendAsync(new SubscribePacket { PacketId = 1, Entries = [new SubscribeEntry(filter, QualityOfService.AtMostOnce)] });
        await client.ReadDisconnectAsync(ReasonCode.TopicFilterInvalid);
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-3.8.3-4")]
    public async Task No_Local_on_a_shared_subscription_is_a_protocol_error()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient client = await broker.ConnectRawAsync();
        await client.SendAsync(new SubscribePacket { PacketId = 1, Entries = [new SubscribeEntry("$share/g/t", QualityOfService.AtMostOnce) { NoLocal = true }] });
        await client.ReadDisconnectAsync(ReasonCode.ProtocolError);
    }

    [Fact]
    public async Task Who_unsubscribed_or_was_refused_is_no_member()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        broker.Gate.Subscribe = filter => filter == "$share/secret/t" ? ReasonCode.NotAuthorized : ReasonCode.Success;
        TestClient a = await broker.ConnectAsync("a");
        TestClient b = await broker.ConnectAsync("b");
        Assert.Equal(ReasonCode.NotAuthorized, await a.Mqtt.SubscribeAsync("$share/secret/t"));
        await a.Mqtt.SubscribeAsync("$share/g/t");
        await b.Mqtt.SubscribeAsync("$share/g/t");
        Assert.Equal([ReasonCode.Success], await a.Mqtt.UnsubscribeAsync(["$share/g/t"]));
        Assert.Equal([ReasonCode.NoSubscriptionExisted], await a.Mqtt.UnsubscribeAsync(["$share/g/t"]));
        for (int i = 0; i < 4; i++) broker.Broker.Publish(new OutgoingMessage { Topic = "t", Payload = Encoding.UTF8.GetBytes($"{i}") });
        for (int i = 0; i < 4; i++) Assert.Equal($"t {i}", await b.NextTextAsync());
    }

    [Fact]
    public async Task A_member_that_can_send_at_once_is_preferred_to_one_that_waits_and_both_to_one_that_is_away()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        var keeps = new PropertySet { SessionExpirySeconds = 100 };
        RawClient away = await broker.ConnectRawAsync("away", properties: keeps);
        RawClient busy = await broker.ConnectRawAsync("busy", properties: new PropertySet { ReceiveMaximum = 1 });
        RawClient ready = await broker.ConnectRawAsync("ready");
        foreach (RawClient member in new[] { away, busy, ready }) await member.SubscribeAsync("$share/g/t", QualityOfService.AtLeastOnce);
        await busy.SubscribeAsync("own", QualityOfService.AtLeastOnce);
        broker.Broker.Publish(new OutgoingMessage { Topic = "own", Qos = QualityOfService.AtLeastOnce });
        await away.DisposeAsync();
        await broker.Observer.UntilAsync("disconnected away TransportClosed");
        for (int i = 0; i < 6; i++) broker.Broker.Publish(new OutgoingMessage { Topic = "t", Qos = QualityOfService.AtLeastOnce });
        for (int i = 0; i < 6; i++) Assert.Equal("t", (await ready.ReadAsync<PublishPacket>()).Topic);

        // Nobody else is there: the queue of the absent one is better than the floor.
        await ready.DisposeAsync();
        await broker.Observer.UntilAsync("disconnected ready TransportClosed");
        await busy.DisposeAsync();
        await broker.Observer.UntilAsync("disconnected busy TransportClosed");
        Assert.Equal("t", (await BackAsync(broker, "away")).Topic);
    }

    [Fact]
    public async Task What_an_ended_session_had_not_acknowledged_goes_to_another_member()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient leaving = await broker.ConnectRawAsync("leaving", properties: new PropertySet { ReceiveMaximum = 1 });
        await leaving.SubscribeAsync("$share/g/t", QualityOfService.AtLeastOnce);
        for (byte i = 0; i < 3; i++) broker.Broker.Publish(new OutgoingMessage { Topic = "t", Payload = new[] { i }, Qos = QualityOfService.AtLeastOnce });
        Assert.Equal([0], (await leaving.ReadAsync<PublishPacket>()).Payload);
        RawClient staying = await broker.ConnectRawAsync("staying");
        await staying.SubscribeAsync("$share/g/t", QualityOfService.AtLeastOnce);
        await leaving.DisposeAsync();
        for (byte i = 0; i < 3; i++) Assert.Equal([i], (await staying.ReadAsync<PublishPacket>()).Payload);
    }

    /// <summary>A message offered in the same instant by somebody else's thread goes to another member instead of down with this one.</summary>
    [Fact]
    public void Who_gives_away_what_it_had_takes_nothing_any_longer()
    {
        Session leaving = SessionRig.Make();
        var delivery = new Delivery(new Message { Topic = "t"u8.ToArray() }, QualityOfService.AtLeastOnce, Retain: false, []) { SharedFilter = "$share/g/t" };
        Assert.True(leaving.Offer(delivery, new FlushBatch()));
        Assert.Single(leaving.TakeShared());
        Assert.False(leaving.Offer(delivery, new FlushBatch()));
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-4.8.2-5")]
    public async Task A_QoS_2_message_that_was_sent_is_given_to_nobody_else()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient leaving = await broker.ConnectRawAsync("leaving");
        await leaving.SubscribeAsync("$share/g/t", QualityOfService.ExactlyOnce);
        broker.Broker.Publish(new OutgoingMessage { Topic = "t", Qos = QualityOfService.ExactlyOnce });
        await leaving.ReadAsync<PublishPacket>();
        RawClient staying = await broker.ConnectRawAsync("staying");
        await staying.SubscribeAsync("$share/g/t", QualityOfService.ExactlyOnce);
        await leaving.DisposeAsync();
        await broker.Observer.UntilAsync("disconnected leaving TransportClosed");
        await staying.AssertSilentAsync();
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-4.8.2-4")]
    public async Task A_QoS_2_message_that_was_sent_is_completed_with_the_same_member_when_it_returns()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient first = await broker.ConnectRawAsync("first", properties: new PropertySet { SessionExpirySeconds = 100 });
        await first.SubscribeAsync("$share/g/t", QualityOfService.ExactlyOnce);
        broker.Broker.Publish(new OutgoingMessage { Topic = "t", Qos = QualityOfService.ExactlyOnce });
        ushort packetId = (await first.ReadAsync<PublishPacket>()).PacketId;
        RawClient other = await broker.ConnectRawAsync("other");
        await other.SubscribeAsync("$share/g/t", QualityOfService.ExactlyOnce);
        await first.DisposeAsync();
        PublishPacket again = await BackAsync(broker, "first");
        Assert.Equal((packetId, true), (again.PacketId, again.Duplicate));
        await other.AssertSilentAsync();
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-4.8.2-6")]
    public async Task A_message_a_member_refuses_is_offered_to_nobody_else()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient refusing = await broker.ConnectRawAsync("refusing");
        await refusing.SubscribeAsync("$share/g/t", QualityOfService.AtLeastOnce);
        broker.Broker.Publish(new OutgoingMessage { Topic = "t", Qos = QualityOfService.AtLeastOnce });
        PublishPacket message = await refusing.ReadAsync<PublishPacket>();
        RawClient other = await broker.ConnectRawAsync("other");
        await other.SubscribeAsync("$share/g/t", QualityOfService.AtLeastOnce);
        await refusing.SendAsync(new AckPacket(PacketType.PubAck) { PacketId = message.PacketId, Reason = ReasonCode.QuotaExceeded });
        await refusing.AssertSilentAsync();
        await refusing.DisposeAsync();
        await broker.Observer.UntilAsync("disconnected refusing TransportClosed");
        await other.AssertSilentAsync();
    }

    private static async Task<PublishPacket> BackAsync(TestBroker broker, string clientId)
    {
        RawClient back = await broker.ConnectRawAsync(clientId, cleanStart: false, properties: new PropertySet { SessionExpirySeconds = 100 });
        Assert.True(back.ConnAck!.SessionPresent);
        return await back.ReadAsync<PublishPacket>();
    }

    private static async Task SubscribeAsync(RawClient client, string filter, uint identifier)
    {
        var properties = new PropertySet();
        properties.SubscriptionIdentifiers.Add(identifier);
        await client.SendAsync(new SubscribePacket { PacketId = 1, Entries = [new SubscribeEntry(filter, QualityOfService.AtMostOnce)], Properties = properties });
        Assert.Equal([ReasonCode.Success], (await client.ReadAsync<SubAckPacket>()).Reasons);
    }
}
