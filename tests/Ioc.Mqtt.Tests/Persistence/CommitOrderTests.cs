using Ioc.Mqtt.Broker;
using Ioc.Mqtt.Packets;
using Ioc.Mqtt.Tests.Conformance;
using Ioc.Mqtt.Tests.Rig;

namespace Ioc.Mqtt.Tests.Persistence;

/// <summary>What may leave only after its commit: the disk is held, and the client must hear nothing but the answer to its ping.</summary>
public sealed class CommitOrderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_publish_for_a_kept_session_is_acknowledged_after_its_commit(int qos)
    {
        await using StoreRig rig = await StoreRig.StartAsync();
        await rig.SubscribeAndLeaveAsync("s", new SubscribeEntry("t", QualityOfService.ExactlyOnce));
        RawClient publisher = await rig.Broker.ConnectRawAsync("p");
        rig.Disk.Hold();
        await publisher.SendAsync(Say.Publish("t", "1", qos, 1));
        await publisher.AssertSilentAsync();
        rig.Disk.Release();
        Assert.Equal(qos == 1 ? PacketType.PubAck : PacketType.PubRec, (await publisher.ReadAsync<AckPacket>()).Type);
    }

    [Fact]
    public async Task A_publish_for_nobody_who_is_kept_does_not_wait()
    {
        await using StoreRig rig = await StoreRig.StartAsync();
        RawClient subscriber = await rig.Broker.ConnectRawAsync("s");
        await subscriber.SubscribeAsync("t", QualityOfService.AtLeastOnce);
        RawClient publisher = await rig.Broker.ConnectRawAsync("p");
        rig.Disk.Hold();
        await publisher.SendAsync(Say.Publish("t", "1", 1, 1), Say.Publish("t", "2", 2, 2));
        await publisher.ReadAsync<AckPacket>();
        await publisher.ReadAsync<AckPacket>();
        await subscriber.ReadAsync<PublishPacket>();
    }

    [Fact]
    public async Task A_retained_message_is_acknowledged_after_its_commit()
    {
        await using StoreRig rig = await StoreRig.StartAsync();
        RawClient publisher = await rig.Broker.ConnectRawAsync("p");
        rig.Disk.Hold();
        await publisher.SendAsync(Say.Publish("t", "1", 1, 1, retain: true));
        await publisher.AssertSilentAsync();
        rig.Disk.Release();
        await publisher.ReadAsync<AckPacket>();
    }

    [Fact]
    public async Task A_kept_publishers_own_QoS_2_steps_wait()
    {
        await using StoreRig rig = await StoreRig.StartAsync();
        RawClient publisher = await rig.ConnectAsync("p");
        rig.Disk.Hold();
        await publisher.SendAsync(Say.Publish("t", "1", 2, 1));
        await publisher.AssertSilentAsync();
        rig.Disk.Release();
        Assert.Equal(PacketType.PubRec, (await publisher.ReadAsync<AckPacket>()).Type);
        rig.Disk.Hold();
        await publisher.SendAsync(Say.Ack(PacketType.PubRel, 1));
        await publisher.AssertSilentAsync();
        // Repeated, it must not get ahead of the first.
        await publisher.SendAsync(Say.Ack(PacketType.PubRel, 1));
        await publisher.AssertSilentAsync();
        rig.Disk.Release();
        Assert.Equal(PacketType.PubComp, (await publisher.ReadAsync<AckPacket>()).Type);
    }

    [Fact]
    public async Task Towards_a_kept_session_QoS_1_leaves_at_once_and_QoS_2_step_by_step()
    {
        await using StoreRig rig = await StoreRig.StartAsync();
        RawClient subscriber = await rig.ConnectAsync("s");
        await subscriber.SubscribeAsync("t", QualityOfService.ExactlyOnce);
        RawClient publisher = await rig.Broker.ConnectRawAsync("p");
        rig.Disk.Hold();
        await publisher.SendAsync(Say.Publish("t", "1", 1, 1));
        PublishPacket first = await subscriber.ReadAsync<PublishPacket>();
        await publisher.SendAsync(Say.Publish("t", "2", 2, 2));
        await publisher.AssertSilentAsync();
        await subscriber.AssertSilentAsync();
        rig.Disk.Release();
        PublishPacket second = await subscriber.ReadAsync<PublishPacket>();
        Assert.Equal(("1", "2", false), (first.Text(), second.Text(), second.Duplicate));
        rig.Disk.Hold();
        await subscriber.SendAsync(Say.Ack(PacketType.PubRec, second.PacketId));
        await subscriber.AssertSilentAsync();
        rig.Disk.Release();
        Assert.Equal(PacketType.PubRel, (await subscriber.ReadAsync<AckPacket>()).Type);
    }

    [Fact]
    public async Task CONNACK_SUBACK_and_UNSUBACK_of_a_kept_session_wait()
    {
        await using StoreRig rig = await StoreRig.StartAsync();
        rig.Disk.Hold();
        RawClient client = await rig.Broker.OpenAsync();
        await client.SendAsync(new ConnectPacket { Version = ProtocolVersion.V500, ClientId = "s", Properties = new PropertySet { SessionExpirySeconds = 9 } });
        // Somebody else's whole visit shows that the broker had time for it.
        RawClient other = await rig.Broker.ConnectRawAsync("o");
        await other.SubscribeAsync("x", QualityOfService.AtLeastOnce);
        Assert.Equal(0, client.Socket.Available);
        rig.Disk.Release();
        await client.ReadAsync<ConnAckPacket>();
        foreach (Packet packet in new Packet[] { new SubscribePacket { PacketId = 1, Entries = [new SubscribeEntry("t", 0)] }, new UnsubscribePacket { PacketId = 2, Filters = ["t"] } })
        {
            rig.Disk.Hold();
            await client.SendAsync(packet);
            await other.SendAsync(new PingPacket(PacketType.PingReq));
            await other.ReadAsync<PingPacket>();
            Assert.Equal(0, client.Socket.Available);
            rig.Disk.Release();
            Assert.Equal(packet is SubscribePacket ? PacketType.SubAck : PacketType.UnsubAck, (await client.ReadAsync()).Type);
        }
    }

    [Fact]
    public async Task Acknowledgements_keep_their_order_when_sink_and_store_answer_in_turn()
    {
        await using StoreRig rig = await StoreRig.StartAsync();
        await rig.SubscribeAndLeaveAsync("s", new SubscribeEntry("t", QualityOfService.AtLeastOnce));
        rig.Broker.Sink.Answer = p => new PublishAnswer(p.Text.StartsWith("sink", StringComparison.Ordinal) ? PublishVerdict.Deferred : PublishVerdict.Route);
        RawClient publisher = await rig.Broker.ConnectRawAsync("p");
        rig.Disk.Hold();
        await publisher.SendAsync(
            Say.Publish("t", "store", 1, 1), Say.Publish("x", "sink", 1, 2), Say.Publish("t", "store", 1, 3), Say.Publish("x", "sink", 1, 4), Say.Publish("x", "free", 1, 5));
        await publisher.AssertSilentAsync();
        IBrokerClient client = (await rig.Broker.Sink.NextAsync()).Client;
        // Counted from the oldest the sink deferred: 2, not 1.
        client.CompletePublishes(1);
        await publisher.AssertSilentAsync();
        rig.Disk.Release();
        for (ushort id = 1; id <= 3; id++) Assert.Equal(id, (await publisher.ReadAsync<AckPacket>()).PacketId);
        await publisher.AssertSilentAsync();
        client.CompletePublishes(1);
        for (ushort id = 4; id <= 5; id++) Assert.Equal(id, (await publisher.ReadAsync<AckPacket>()).PacketId);
    }

    [Fact]
    public async Task A_kept_QoS_2_publish_that_the_sink_deferred_waits_for_both()
    {
        await using StoreRig rig = await StoreRig.StartAsync();
        rig.Broker.Sink.Answer = _ => new PublishAnswer(PublishVerdict.Deferred);
        RawClient publisher = await rig.ConnectAsync("p");
        await publisher.SendAsync(Say.Publish("x", "1", 2, 1));
        await publisher.AssertSilentAsync();
        IBrokerClient client = (await rig.Broker.Sink.NextAsync()).Client;
        rig.Disk.Hold();
        client.CompletePublishes(1);
        await publisher.AssertSilentAsync();
        rig.Disk.Release();
        Assert.Equal(PacketType.PubRec, (await publisher.ReadAsync<AckPacket>()).Type);
    }

    [Fact]
    public async Task A_repetition_on_a_new_connection_is_not_offered_again_before_the_first_is_answered()
    {
        await using StoreRig rig = await StoreRig.StartAsync();
        rig.Broker.Sink.Answer = _ => new PublishAnswer(PublishVerdict.Deferred);
        RawClient first = await rig.ConnectAsync("p");
        await first.SendAsync(Say.Publish("x", "1", 2, 1));
        IBrokerClient old = (await rig.Broker.Sink.NextAsync()).Client;
        RawClient second = await rig.ConnectAsync("p", present: true);
        await second.SendAsync(Say.Publish("x", "1", 2, 1, duplicate: true));
        await second.AssertSilentAsync();
        Assert.Equal(1, rig.Broker.Sink.Offers);
        old.CompletePublishes(1);
        Assert.Equal(PacketType.PubRec, (await second.ReadAsync<AckPacket>()).Type);
        Assert.Equal(1, rig.Broker.Sink.Offers);
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-4.3.3-10")]
    public async Task Who_is_put_out_and_repeats_what_the_sink_has_is_not_taken_twice()
    {
        await using StoreRig rig = await StoreRig.StartAsync();
        rig.Broker.Sink.Answer = _ => new PublishAnswer(PublishVerdict.Deferred);
        RawClient first = await rig.ConnectAsync("p");
        await first.SendAsync(Say.Publish("x", "1", 2, 1));
        IBrokerClient old = (await rig.Broker.Sink.NextAsync()).Client;
        Assert.True(rig.Broker.Broker.Disconnect("p", ReasonCode.AdministrativeAction));
        await first.ReadDisconnectAsync(ReasonCode.AdministrativeAction);
        RawClient second = await rig.ConnectAsync("p", present: true);
        await second.SendAsync(Say.Publish("x", "1", 2, 1, duplicate: true));
        await second.AssertSilentAsync();
        old.CompletePublishes(1);
        Assert.Equal(PacketType.PubRec, (await second.ReadAsync<AckPacket>()).Type);
        Assert.Equal(1, rig.Broker.Sink.Offers);
    }

    [Fact]
    public async Task What_the_sink_lost_is_offered_again_and_what_it_has_of_the_rest_is_not()
    {
        await using StoreRig rig = await StoreRig.StartAsync();
        rig.Broker.Sink.Answer = _ => new PublishAnswer(PublishVerdict.Deferred);
        RawClient first = await rig.ConnectAsync("p");
        await first.SendAsync(Say.Publish("x", "1", 2, 1), Say.Publish("x", "2", 2, 2));
        IBrokerClient old = (await rig.Broker.Sink.NextAsync()).Client;
        await rig.Broker.Sink.NextAsync();
        old.LosePublishes(1, ReasonCode.ServerBusy);
        await first.ReadDisconnectAsync(ReasonCode.ServerBusy);
        old.CompletePublishes(1);
        RawClient second = await rig.ConnectAsync("p", present: true);
        await second.SendAsync(Say.Publish("x", "1", 2, 1, duplicate: true), Say.Publish("x", "2", 2, 2, duplicate: true));
        SeenPublish again = await rig.Broker.Sink.NextAsync();
        Assert.Equal("1", again.Text);
        again.Client.CompletePublishes(1);
        for (ushort id = 1; id <= 2; id++) Assert.Equal(id, (await second.ReadAsync<AckPacket>()).PacketId);
        Assert.Equal(3, rig.Broker.Sink.Offers);
    }

    [Fact]
    public async Task Who_is_back_before_the_sink_lost_his_message_is_made_to_bring_it_once_more()
    {
        await using StoreRig rig = await StoreRig.StartAsync();
        rig.Broker.Sink.Answer = _ => new PublishAnswer(PublishVerdict.Deferred);
        RawClient first = await rig.ConnectAsync("p");
        await first.SendAsync(Say.Publish("x", "1", 2, 1));
        IBrokerClient old = (await rig.Broker.Sink.NextAsync()).Client;
        RawClient second = await rig.ConnectAsync("p", present: true);
        await second.SendAsync(Say.Publish("x", "1", 2, 1, duplicate: true));
        await second.AssertSilentAsync();
        old.LosePublishes(1, ReasonCode.ServerBusy);
        await second.ReadDisconnectAsync(ReasonCode.ServerBusy);
        RawClient third = await rig.ConnectAsync("p", present: true);
        await third.SendAsync(Say.Publish("x", "1", 2, 1, duplicate: true));
        (await rig.Broker.Sink.NextAsync()).Client.CompletePublishes(1);
        Assert.Equal(PacketType.PubRec, (await third.ReadAsync<AckPacket>()).Type);
    }

    [Fact]
    public async Task A_publisher_is_not_read_while_the_store_has_no_room()
    {
        await using StoreRig rig = await StoreRig.StartAsync(new Ioc.Mqtt.Persistence.StoreLimits { PendingBytesMax = 4_096 });
        await rig.SubscribeAndLeaveAsync("s", new SubscribeEntry("t", QualityOfService.AtLeastOnce));
        RawClient publisher = await rig.Broker.ConnectRawAsync("p");
        rig.Disk.Hold();
        // One batch is at the disk, the next fills up; then nothing more is taken from the socket.
        for (int i = 1; i <= 10; i++) await publisher.SendAsync(Say.Publish("t", new string('x', 3_000), 1, i));
        await Patience.UntilAsync(() => !rig.Store.Log.Commits.HasRoom, "the store to be full");
        RawClient other = await rig.Broker.ConnectRawAsync("o");
        Assert.InRange(rig.Broker.Sink.Offers, 2, 5);
        rig.Disk.Release();
        for (ushort id = 1; id <= 10; id++) Assert.Equal(id, (await publisher.ReadAsync<AckPacket>()).PacketId);
        await other.AssertSilentAsync();
    }
}
