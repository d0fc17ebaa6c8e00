using Ioc.Mqtt.Packets;
using Ioc.Mqtt.Tests.Rig;

namespace Ioc.Mqtt.Tests.Persistence;

/// <summary>What is there again after the power was cut.</summary>
public sealed class RestartTests
{
    [Theory]
    [InlineData(ProtocolVersion.V311)]
    [InlineData(ProtocolVersion.V500)]
    public async Task A_session_comes_back_with_its_queue_in_order(ProtocolVersion version)
    {
        await using StoreRig rig = await StoreRig.StartAsync();
        RawClient first = await rig.ConnectAsync("s", present: false, version);
        await first.SubscribeAsync("t/#", QualityOfService.ExactlyOnce);
        await rig.LeaveAsync(first, "s");
        RawClient publisher = await rig.Broker.ConnectRawAsync("p");
        for (int i = 1; i <= 3; i++)
        {
            await publisher.SendAsync(Say.Publish($"t/{i}", $"{i}", qos: 1, packetId: i));
            await publisher.ReadAsync<AckPacket>();
        }

        await rig.CrashAsync();
        RawClient second = await rig.ConnectAsync("s", present: true, version);
        for (int i = 1; i <= 3; i++)
        {
            PublishPacket publish = await second.ReadAsync<PublishPacket>();
            Assert.Equal(($"t/{i}", $"{i}", false, (ushort)i), (publish.Topic, publish.Text(), publish.Duplicate, publish.PacketId));
        }

        await second.AssertSilentAsync();
    }

    [Fact]
    public async Task What_was_sent_and_not_acknowledged_comes_again_with_its_identifier_and_DUP()
    {
        await using StoreRig rig = await StoreRig.StartAsync();
        RawClient subscriber = await rig.ConnectAsync("s");
        await subscriber.SubscribeAsync("t", QualityOfService.ExactlyOnce);
        RawClient publisher = await rig.ConnectAsync("p");
        await publisher.SendAsync(Say.Publish("t", "1", 1, 1), Say.Publish("t", "2", 2, 2), Say.Publish("t", "3", 1, 3));
        for (int i = 0; i < 3; i++) await publisher.ReadAsync<AckPacket>();
        PublishPacket[] before = [await subscriber.ReadAsync<PublishPacket>(), await subscriber.ReadAsync<PublishPacket>(), await subscriber.ReadAsync<PublishPacket>()];
        await subscriber.SendAsync(Say.Ack(PacketType.PubAck, before[0].PacketId));
        await subscriber.SendAsync(Say.Ack(PacketType.PubRec, before[1].PacketId));
        Assert.Equal(PacketType.PubRel, (await subscriber.ReadAsync<AckPacket>()).Type);

        await rig.CrashAsync();
        RawClient again = await rig.ConnectAsync("s", present: true);
        AckPacket release = await again.ReadAsync<AckPacket>();
        Assert.Equal((PacketType.PubRel, before[1].PacketId), (release.Type, release.PacketId));
        PublishPacket third = await again.ReadAsync<PublishPacket>();
        Assert.Equal((before[2].PacketId, "3", true), (third.PacketId, third.Text(), third.Duplicate));
        await again.AssertSilentAsync();
        await again.SendAsync(Say.Ack(PacketType.PubComp, before[1].PacketId), Say.Ack(PacketType.PubAck, before[2].PacketId));
        await again.AssertSilentAsync();

        // PUBCOMP is a record nobody waits for; a clean stop commits it.
        await rig.LeaveAsync(again, "s");
        await rig.CrashAsync();
        RawClient last = await rig.ConnectAsync("s", present: true);
        await last.AssertSilentAsync();
    }

    [Fact]
    public async Task A_QoS_2_publish_that_was_taken_is_not_taken_again()
    {
        await using StoreRig rig = await StoreRig.StartAsync();
        await rig.SubscribeAndLeaveAsync("s", new SubscribeEntry("t", QualityOfService.ExactlyOnce));
        RawClient publisher = await rig.ConnectAsync("p");
        await publisher.SendAsync(Say.Publish("t", "1", 2, 7));
        Assert.Equal(PacketType.PubRec, (await publisher.ReadAsync<AckPacket>()).Type);

        await rig.CrashAsync();
        publisher = await rig.ConnectAsync("p", present: true);
        await publisher.SendAsync(Say.Publish("t", "1", 2, 7, duplicate: true));
        Assert.Equal(PacketType.PubRec, (await publisher.ReadAsync<AckPacket>()).Type);
        Assert.Equal(0, rig.Broker.Sink.Offers);
        await publisher.SendAsync(Say.Ack(PacketType.PubRel, 7));
        Assert.Equal(PacketType.PubComp, (await publisher.ReadAsync<AckPacket>()).Type);

        // The identifier is free again, before and after the next crash.
        await rig.CrashAsync();
        publisher = await rig.ConnectAsync("p", present: true);
        await publisher.SendAsync(Say.Publish("t", "2", 2, 7));
        Assert.Equal(PacketType.PubRec, (await publisher.ReadAsync<AckPacket>()).Type);
        Assert.Equal(1, rig.Broker.Sink.Offers);
        RawClient subscriber = await rig.ConnectAsync("s", present: true);
        Assert.Equal("1", (await subscriber.ReadAsync<PublishPacket>()).Text());
        Assert.Equal("2", (await subscriber.ReadAsync<PublishPacket>()).Text());
        await subscriber.AssertSilentAsync();
    }

    [Fact]
    public async Task Retained_messages_come_back_and_removed_ones_do_not()
    {
        await using StoreRig rig = await StoreRig.StartAsync();
        RawClient publisher = await rig.Broker.ConnectRawAsync("p");
        await publisher.SendAsync(
            Say.Publish("r/1", "old", 1, 1, retain: true), Say.Publish("r/1", "new", 1, 2, retain: true), Say.Publish("r/2", "gone", 1, 3, retain: true),
            Say.Publish("r/2", "", 1, 4, retain: true), Say.Publish("r/3", "brief", 1, 5, retain: true, expirySeconds: 60));
        for (int i = 0; i < 5; i++) await publisher.ReadAsync<AckPacket>();

        await rig.CrashAsync(away: TimeSpan.FromSeconds(40));
        Assert.Equal(2, rig.Broker.Broker.RetainedCount);
        RawClient reader = await rig.Broker.ConnectRawAsync("r");
        await reader.SubscribeAsync("r/#", QualityOfService.AtLeastOnce);
        PublishPacket[] got = [await reader.ReadAsync<PublishPacket>(), await reader.ReadAsync<PublishPacket>()];
        Assert.Equal(["brief", "new"], got.Select(p => p.Text()).Order());
        Assert.Equal(20u, got.Single(p => p.Topic == "r/3").Properties!.MessageExpirySeconds);
        await reader.AssertSilentAsync();

        rig.Clock.Advance(TimeSpan.FromSeconds(100));
        Assert.Equal(1, rig.Broker.Broker.RetainedCount);
    }

    [Fact]
    public async Task Expiry_is_counted_while_the_process_is_away()
    {
        await using StoreRig rig = await StoreRig.StartAsync();
        await rig.SubscribeAndLeaveAsync("s", new SubscribeEntry("t", QualityOfService.AtLeastOnce));
        RawClient publisher = await rig.Broker.ConnectRawAsync("p");
        await publisher.SendAsync(Say.Publish("t", "brief", 1, 1, expirySeconds: 30), Say.Publish("t", "long", 1, 2, expirySeconds: 300));
        for (int i = 0; i < 2; i++) await publisher.ReadAsync<AckPacket>();

        await rig.CrashAsync(away: TimeSpan.FromSeconds(60));
        RawClient subscriber = await rig.ConnectAsync("s", present: true);
        PublishPacket left = await subscriber.ReadAsync<PublishPacket>();
        Assert.Equal(("long", 240u), (left.Text(), left.Properties!.MessageExpirySeconds));
        await subscriber.AssertSilentAsync();
        await rig.LeaveAsync(subscriber, "s");

        // 1,000 s are the session's life; it ends while nobody is there, and stays ended.
        await rig.CrashAsync(away: TimeSpan.FromSeconds(1_001));
        Assert.Equal(0, rig.Broker.Broker.SessionCount);
        await rig.CrashAsync();
        Assert.Equal(0, rig.Broker.Broker.SessionCount);
        await rig.ConnectAsync("s", present: false);
    }

    [Fact]
    public async Task What_a_session_shared_that_ended_meanwhile_goes_to_another_member()
    {
        await using StoreRig rig = await StoreRig.StartAsync();
        RawClient brief = await rig.Broker.ConnectRawAsync("brief", cleanStart: false, properties: new PropertySet { SessionExpirySeconds = 10 });
        await brief.SubscribeAsync("$share/g/t", QualityOfService.AtLeastOnce);
        await rig.LeaveAsync(brief, "brief");
        RawClient publisher = await rig.Broker.ConnectRawAsync("p");
        await publisher.SendAsync(Say.Publish("t", "1", 1, 1), Say.Publish("t", "2", 1, 2));
        for (int i = 0; i < 2; i++) await publisher.ReadAsync<AckPacket>();
        await rig.SubscribeAndLeaveAsync("long", new SubscribeEntry("$share/g/t", QualityOfService.AtLeastOnce));

        await rig.CrashAsync(away: TimeSpan.FromSeconds(60));
        Assert.Equal(1, rig.Broker.Broker.SessionCount);
        // Once more: what was inherited is kept.
        await rig.CommitAsync();
        await rig.CrashAsync();
        RawClient heir = await rig.ConnectAsync("long", present: true);
        for (int i = 1; i <= 2; i++) Assert.Equal($"{i}", (await heir.ReadAsync<PublishPacket>()).Text());
        await heir.AssertSilentAsync();
    }

    [Fact]
    public async Task A_session_that_was_connected_counts_from_the_start_and_ends()
    {
        await using StoreRig rig = await StoreRig.StartAsync();
        RawClient client = await rig.ConnectAsync("s");
        await client.SubscribeAsync("t", QualityOfService.AtLeastOnce);
        await rig.CrashAsync(away: TimeSpan.FromHours(5));
        Assert.Equal(1, rig.Broker.Broker.SessionCount);
        rig.Clock.Advance(TimeSpan.FromSeconds(998));
        Assert.Equal(1, rig.Broker.Broker.SessionCount);
        rig.Clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(0, rig.Broker.Broker.SessionCount);
    }

    [Fact]
    public async Task Subscriptions_come_back_with_their_options()
    {
        await using StoreRig rig = await StoreRig.StartAsync();
        RawClient first = await rig.ConnectAsync("s");
        await first.SendAsync(new SubscribePacket
        {
            PacketId = 1,
            Properties = WithIdentifier(77),
            Entries =
            [
                new SubscribeEntry("own", QualityOfService.AtLeastOnce) { NoLocal = true },
                new SubscribeEntry("keeps", QualityOfService.AtLeastOnce) { RetainAsPublished = true },
                new SubscribeEntry("lost", QualityOfService.AtLeastOnce),
                new SubscribeEntry("$share/g/work", QualityOfService.AtLeastOnce),
            ],
        });
        await first.ReadAsync<SubAckPacket>();
        await first.SendAsync(new UnsubscribePacket { PacketId = 2, Filters = ["lost"] });
        await first.ReadAsync<UnsubAckPacket>();

        await rig.CrashAsync();
        RawClient second = await rig.ConnectAsync("s", present: true);
        await rig.Broker.Observer.UntilAsync("connected s");
        Assert.Equal("subscribed s own", await rig.Broker.Observer.NextAsync());
        await second.SendAsync(Say.Publish("own", "mine", 0));
        await second.AssertSilentAsync();
        RawClient other = await rig.Broker.ConnectRawAsync("o");
        await other.SendAsync(Say.Publish("lost", "x", 0), Say.Publish("own", "theirs", 0), Say.Publish("keeps", "r", 0, retain: true), Say.Publish("work", "w", 1, 1));
        PublishPacket theirs = await second.ReadAsync<PublishPacket>();
        Assert.Equal(("theirs", 77u), (theirs.Text(), Assert.Single(theirs.Properties!.SubscriptionIdentifiers)));
        Assert.True((await second.ReadAsync<PublishPacket>()).Retain);
        Assert.Equal("w", (await second.ReadAsync<PublishPacket>()).Text());
    }

    [Fact]
    public async Task A_clean_start_and_an_expiry_of_nothing_leave_nothing()
    {
        await using StoreRig rig = await StoreRig.StartAsync();
        await rig.SubscribeAndLeaveAsync("s", new SubscribeEntry("t", QualityOfService.AtLeastOnce));
        await rig.SubscribeAndLeaveAsync("u", new SubscribeEntry("t", QualityOfService.AtLeastOnce));
        await rig.Broker.ConnectRawAsync("s");
        // Resumed without expiry: it ends with this connection, and with the process.
        RawClient u = await rig.Broker.ConnectRawAsync("u", cleanStart: false);
        Assert.True(u.ConnAck!.SessionPresent);
        await rig.CrashAsync();
        Assert.Equal(0, rig.Broker.Broker.SessionCount);
    }

    [Fact]
    public async Task A_message_for_many_is_written_once()
    {
        await using StoreRig rig = await StoreRig.StartAsync();
        for (int i = 0; i < 20; i++) await rig.SubscribeAndLeaveAsync($"s{i}", new SubscribeEntry("t", QualityOfService.AtLeastOnce));
        RawClient publisher = await rig.Broker.ConnectRawAsync("p");
        long before = rig.Store.LogBytes;
        await publisher.SendAsync(Say.Publish("t", new string('x', 20_000), 1, 1));
        await publisher.ReadAsync<AckPacket>();
        Assert.InRange(rig.Store.LogBytes - before, 20_000, 22_000);
        await rig.CrashAsync();
        for (int i = 0; i < 20; i++) Assert.Equal(20_000, (await (await rig.ConnectAsync($"s{i}", present: true)).ReadAsync<PublishPacket>()).Payload.Length);
    }

    private static PropertySet WithIdentifier(uint identifier)
    {
        var properties = new PropertySet();
        properties.SubscriptionIdentifiers.Add(identifier);
        return properties;
    }
}
