using Ioc.Mqtt.Broker;
using Ioc.Mqtt.Packets;
using Ioc.Mqtt.Tests.Conformance;
using Ioc.Mqtt.Tests.Rig;

namespace Ioc.Mqtt.Tests.Broker;

public sealed class QosTests
{
    [Theory]
    [Clause(ProtocolVersion.V500, "MQTT-3.8.4-8", "MQTT-3.8.4-7", "MQTT-3.3.4-1")]
    [Clause(ProtocolVersion.V311, "MQTT-3.8.4-6", "MQTT-3.8.4-5", "MQTT-3.3.4-1")]
    [InlineData(ProtocolVersion.V311, ProtocolVersion.V500)]
    [InlineData(ProtocolVersion.V500, ProtocolVersion.V311)]
    public async Task Every_pair_of_qos_arrives_at_the_lower_one(ProtocolVersion from, ProtocolVersion to)
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        TestClient publisher = await broker.ConnectAsync("p", from);
        TestClient subscriber = await broker.ConnectAsync("s", to);
        foreach (QualityOfService granted in Enum.GetValues<QualityOfService>())
        {
            Assert.Equal((ReasonCode)granted, await subscriber.Mqtt.SubscribeAsync($"t/{granted}", granted));
            foreach (QualityOfService sent in Enum.GetValues<QualityOfService>())
            {
                await publisher.PublishAsync($"t/{granted}", $"{sent}", sent);
                var message = await subscriber.NextAsync();
                Assert.Equal(granted < sent ? granted : sent, message.Qos);
            }
        }
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-4.3.2-4", "MQTT-4.3.3-8", "MQTT-4.6.0-2", "MQTT-4.6.0-3", "MQTT-2.2.1-5")]
    [Clause(ProtocolVersion.V311, "MQTT-4.3.2-2")]
    public async Task Deferred_publishes_are_acknowledged_in_order_when_the_sink_completes_them()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        broker.Sink.Answer = _ => new PublishAnswer(PublishVerdict.Deferred);
        RawClient client = await broker.ConnectRawAsync();
        await client.SendAsync(Publish(1), Publish(2), Publish(3, QualityOfService.ExactlyOnce), Publish(4));
        IBrokerClient seen = (await broker.Sink.NextAsync()).Client;
        for (int i = 0; i < 3; i++) await broker.Sink.NextAsync();
        await client.AssertSilentAsync();
        seen.CompletePublishes(3);
        Assert.Equal([(PacketType.PubAck, 1), (PacketType.PubAck, 2), (PacketType.PubRec, 3)], await ReadAcksAsync(client, 3));
        await client.AssertSilentAsync();
        seen.CompletePublishes(1);
        Assert.Equal([(PacketType.PubAck, 4)], await ReadAcksAsync(client, 1));
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-4.6.0-2")]
    [Clause(ProtocolVersion.V311, "MQTT-4.6.0-2")]
    public async Task A_publish_answered_at_once_waits_for_the_deferred_ones_before_it()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        broker.Sink.Answer = seen => new PublishAnswer(seen.Text == "later" ? PublishVerdict.Deferred : PublishVerdict.Consumed);
        RawClient client = await broker.ConnectRawAsync();
        await client.SendAsync(Publish(1, text: "later"), Publish(2, text: "now"), Publish(3, text: "later"));
        IBrokerClient seen = (await broker.Sink.NextAsync()).Client;
        await broker.Sink.NextAsync();
        await broker.Sink.NextAsync();
        await client.AssertSilentAsync();
        seen.CompletePublishes(1);
        Assert.Equal([(PacketType.PubAck, 1), (PacketType.PubAck, 2)], await ReadAcksAsync(client, 2));
        await client.AssertSilentAsync();
    }

    [Fact]
    public async Task A_sink_that_completes_before_it_returns_is_understood()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        broker.Sink.Answer = seen =>
        {
            // The commit thread may be faster than the read loop's way back.
            seen.Client.CompletePublishes(1);
            return new PublishAnswer(PublishVerdict.Deferred);
        };
        TestClient client = await broker.ConnectAsync();
        for (int i = 0; i < 10; i++) await client.PublishAsync("t", $"{i}");
    }

    [Fact]
    public async Task Completions_from_another_thread_acknowledge_every_publish_once()
    {
        const int Count = 20_000;
        await using TestBroker broker = await TestBroker.StartAsync();
        var commits = System.Threading.Channels.Channel.CreateUnbounded<IBrokerClient>();
        broker.Sink.Answer = seen =>
        {
            commits.Writer.TryWrite(seen.Client);
            return new PublishAnswer(PublishVerdict.Deferred);
        };
        Task committer = CommitAsync(commits.Reader);
        TestClient client = await broker.ConnectAsync();
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int acknowledged = 0;
        for (int sent = 0; sent < Count; sent++)
        {
            await Patience.UntilAsync(() => client.Mqtt.TryPublish("t", "x"u8, QualityOfService.AtLeastOnce, acknowledged: (_, reason) =>
            {
                Assert.Equal(ReasonCode.Success, reason);
                if (Interlocked.Increment(ref acknowledged) == Count) all.SetResult();
            }), "room for one more");
        }

        await all.Task.Within($"{Count} acknowledgements");
        Assert.Equal(0, client.Mqtt.Inflight);
        Assert.Equal(Count, broker.Sink.Offers);
        commits.Writer.Complete();
        await committer;
    }

    [Fact]
    [Clause(ProtocolVersion.V311, "MQTT-4.8.0-2")]
    public async Task A_failed_commit_is_told_in_5_0_and_closes_3_1_1()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        broker.Sink.Answer = _ => new PublishAnswer(PublishVerdict.Deferred);
        foreach (ProtocolVersion version in new[] { ProtocolVersion.V500, ProtocolVersion.V311 })
        {
            RawClient client = await broker.ConnectRawAsync($"c{version}", version);
            await client.SendAsync(Publish(1));
            (await broker.Sink.NextAsync()).Client.CompletePublishes(1, ReasonCode.QuotaExceeded);
            AckPacket ack = await client.ReadAsync<AckPacket>();
            Assert.Equal(version == ProtocolVersion.V500 ? ReasonCode.QuotaExceeded : ReasonCode.Success, ack.Reason);
            if (version == ProtocolVersion.V311) await client.ReadEndAsync();
        }
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-4.3.3-10", "MQTT-4.3.3-11", "MQTT-4.3.3-12")]
    public async Task Qos_2_is_offered_once_however_often_it_is_sent()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        broker.Sink.Answer = _ => new PublishAnswer(PublishVerdict.Consumed);
        var expiry = new PropertySet { SessionExpirySeconds = 100 };
        RawClient first = await broker.ConnectRawAsync("q", properties: expiry);
        await first.SendAsync(Publish(9, QualityOfService.ExactlyOnce));
        await ReadAcksAsync(first, 1);
        first.Socket.Dispose();
        RawClient second = await broker.ConnectRawAsync("q", cleanStart: false, properties: expiry);
        Assert.True(second.ConnAck!.SessionPresent);
        await second.SendAsync(Publish(9, QualityOfService.ExactlyOnce, duplicate: true));
        Assert.Equal([(PacketType.PubRec, 9)], await ReadAcksAsync(second, 1));
        Assert.Equal(1, broker.Sink.Offers);
        await second.SendAsync(new AckPacket(PacketType.PubRel) { PacketId = 9 });
        Assert.Equal([(PacketType.PubComp, 9)], await ReadAcksAsync(second, 1));
        await second.SendAsync(Publish(9, QualityOfService.ExactlyOnce));
        await ReadAcksAsync(second, 1);
        Assert.Equal(2, broker.Sink.Offers);
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-4.3.2-5")]
    public async Task Qos_1_sent_again_with_DUP_is_offered_again()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient client = await broker.ConnectRawAsync();
        await client.SendAsync(Publish(1), Publish(1, duplicate: true));
        Assert.False((await broker.Sink.NextAsync()).Duplicate);
        Assert.True((await broker.Sink.NextAsync()).Duplicate);
        Assert.Equal([(PacketType.PubAck, 1), (PacketType.PubAck, 1)], await ReadAcksAsync(client, 2));
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-3.4.2-1", "MQTT-3.5.2-1")]
    [Clause(ProtocolVersion.V311, "MQTT-3.3.5-2")]
    public async Task A_refused_publish_is_told_in_5_0_and_swallowed_in_3_1_1()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        broker.Sink.Answer = _ => new PublishAnswer(PublishVerdict.Refused, ReasonCode.NotAuthorized);
        TestClient five = await broker.ConnectAsync("five");
        TestClient three = await broker.ConnectAsync("three", ProtocolVersion.V311);
        Assert.Equal(ReasonCode.NotAuthorized, await five.Mqtt.PublishAsync("t", default));
        Assert.Equal(ReasonCode.Success, await three.Mqtt.PublishAsync("t", default));
        Assert.Equal(ReasonCode.NotAuthorized, await five.Mqtt.PublishAsync("t", default, QualityOfService.ExactlyOnce));
        Assert.Equal(0, five.Mqtt.Inflight);
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-3.14.2-1")]
    public async Task A_sink_may_close_the_connection()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        broker.Sink.Answer = _ => new PublishAnswer(PublishVerdict.Close, ReasonCode.NotAuthorized);
        RawClient client = await broker.ConnectRawAsync("a");
        await client.SendAsync(Publish(1));
        await client.ReadDisconnectAsync(ReasonCode.NotAuthorized);
        await broker.Observer.UntilAsync("disconnected a NotAuthorized");
    }

    [Fact]
    public async Task A_full_sink_stops_the_reading_and_gets_the_same_message_again()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        bool full = true;
        broker.Sink.Answer = _ => new PublishAnswer(full ? PublishVerdict.NoRoom : PublishVerdict.Consumed);
        RawClient client = await broker.ConnectRawAsync();
        Task waits = broker.Sink.SomebodyWaits;
        await client.SendAsync(Publish(1, text: "one"), Publish(2, text: "two"));
        await waits.Within("the connection to wait");
        Assert.Equal(1, broker.Sink.Offers);
        full = false;
        broker.Sink.MakeRoom();
        Assert.Equal("one", (await broker.Sink.NextAsync()).Text);
        Assert.Equal("two", (await broker.Sink.NextAsync()).Text);
        Assert.Equal([(PacketType.PubAck, 1), (PacketType.PubAck, 2)], await ReadAcksAsync(client, 2));
    }

    [Fact]
    public async Task A_connection_that_waits_for_room_can_still_be_closed()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        broker.Sink.Answer = _ => new PublishAnswer(PublishVerdict.NoRoom);
        RawClient client = await broker.ConnectRawAsync("a");
        Task waits = broker.Sink.SomebodyWaits;
        await client.SendAsync(Publish(1));
        await waits.Within("the connection to wait");
        Assert.True(broker.Broker.Disconnect("a", ReasonCode.AdministrativeAction));
        await client.ReadDisconnectAsync(ReasonCode.AdministrativeAction);
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-3.3.4-7")]
    public async Task Receive_Maximum_is_held_in_5_0_and_waited_for_in_3_1_1()
    {
        await using TestBroker broker = await TestBroker.StartAsync(new MqttLimits { ReceiveMax = 2 });
        broker.Sink.Answer = _ => new PublishAnswer(PublishVerdict.Deferred);
        RawClient five = await broker.ConnectRawAsync("five");
        await five.SendAsync(Publish(1), Publish(2), Publish(3));
        await five.ReadDisconnectAsync(ReasonCode.ReceiveMaximumExceeded);
        await broker.Sink.NextAsync();
        await broker.Sink.NextAsync();
        RawClient three = await broker.ConnectRawAsync("three", ProtocolVersion.V311);
        await three.SendAsync(Publish(1), Publish(2), Publish(3));
        IBrokerClient seen = (await broker.Sink.NextAsync()).Client;
        await broker.Sink.NextAsync();
        Assert.False(broker.Sink.TryNext(out _));
        seen.CompletePublishes(1);
        await broker.Sink.NextAsync();
        seen.CompletePublishes(2);
        Assert.Equal([(PacketType.PubAck, 1), (PacketType.PubAck, 2), (PacketType.PubAck, 3)], await ReadAcksAsync(three, 3));
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-3.3.2-12", "MQTT-3.3.2-9", "MQTT-3.2.2-17")]
    public async Task Topic_aliases_stand_for_their_topics_and_unknown_ones_end_the_connection()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient client = await broker.ConnectRawAsync();
        await client.SendAsync(
            new PublishPacket { Topic = "a/b", Properties = new PropertySet { TopicAlias = 1 } },
            new PublishPacket { Topic = "", Properties = new PropertySet { TopicAlias = 1 } },
            new PublishPacket { Topic = "c", Properties = new PropertySet { TopicAlias = 1 } },
            new PublishPacket { Topic = "", Properties = new PropertySet { TopicAlias = 1 } });
        foreach (string topic in new[] { "a/b", "a/b", "c", "c" }) Assert.Equal(topic, (await broker.Sink.NextAsync()).Topic);
        await client.SendAsync(new PublishPacket { Topic = "", Properties = new PropertySet { TopicAlias = 2 } });
        await client.ReadDisconnectAsync(ReasonCode.ProtocolError);
        RawClient beyond = await broker.ConnectRawAsync("b");
        await beyond.SendAsync(new PublishPacket { Topic = "x", Properties = new PropertySet { TopicAlias = 17 } });
        await beyond.ReadDisconnectAsync(ReasonCode.TopicAliasInvalid);
    }

    private static PublishPacket Publish(
        ushort packetId, QualityOfService qos = QualityOfService.AtLeastOnce, string text = "x", bool duplicate = false) =>
        new() { Topic = "t", Payload = System.Text.Encoding.UTF8.GetBytes(text), Qos = qos, PacketId = packetId, Duplicate = duplicate };

    private static async Task<List<(PacketType Type, int PacketId)>> ReadAcksAsync(RawClient client, int count)
    {
        var acks = new List<(PacketType, int)>();
        for (int i = 0; i < count; i++)
        {
            AckPacket ack = await client.ReadAsync<AckPacket>();
            acks.Add((ack.Type, ack.PacketId));
        }

        return acks;
    }

    private static async Task CommitAsync(System.Threading.Channels.ChannelReader<IBrokerClient> commits)
    {
        while (await commits.WaitToReadAsync())
        {
            int count = 0;
            IBrokerClient? client = null;
            while (commits.TryRead(out IBrokerClient? one))
            {
                client = one;
                count++;
            }

            client?.CompletePublishes(count);
        }
    }
}
