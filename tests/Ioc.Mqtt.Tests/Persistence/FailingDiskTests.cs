using System.Text;
using Ioc.Mqtt.Broker;
using Ioc.Mqtt.Packets;
using Ioc.Mqtt.Persistence;
using Ioc.Mqtt.Tests.Rig;

namespace Ioc.Mqtt.Tests.Persistence;

/// <summary>A disk that refuses, and bounds that are reached: nobody is told yes.</summary>
public sealed class FailingDiskTests
{
    [Theory]
    [InlineData("write")]
    [InlineData("flush")]
    public async Task While_the_disk_refuses_nothing_is_acknowledged_and_afterwards_all_is_there(string call)
    {
        await using StoreRig rig = await StoreRig.StartAsync();
        await rig.SubscribeAndLeaveAsync("s", new SubscribeEntry("t", QualityOfService.AtLeastOnce));
        RawClient waiting = await rig.Broker.ConnectRawAsync("p1");
        RawClient later = await rig.Broker.ConnectRawAsync("p2");
        RawClient old = await rig.Broker.ConnectRawAsync("p3", ProtocolVersion.V311);
        rig.Disk.Before = (name, _) =>
        {
            if (name == call) throw new IOException("No space left on device");
        };

        // Who waits when it fails is sent away, who comes later is refused: 5.0 with a reason, 3.1.1 by closing.
        await waiting.SendAsync(Say.Publish("t", "1", 1, 1));
        await waiting.ReadDisconnectAsync(ReasonCode.ServerBusy);
        await later.SendAsync(Say.Publish("t", "2", 1, 1));
        Assert.Equal(ReasonCode.QuotaExceeded, (await later.ReadAsync<AckPacket>()).Reason);
        await later.SendAsync(Say.Publish("r", "2", 1, 2, retain: true));
        Assert.Equal(ReasonCode.QuotaExceeded, (await later.ReadAsync<AckPacket>()).Reason);
        await later.SendAsync(Say.Publish("nobody", "3", 1, 3));
        Assert.Equal(ReasonCode.Success, (await later.ReadAsync<AckPacket>()).Reason);
        await old.SendAsync(Say.Publish("t", "4", 1, 1));
        await old.ReadEndAsync();
        RawClient refused = await rig.Broker.OpenAsync();
        await refused.SendAsync(new ConnectPacket { Version = ProtocolVersion.V500, ClientId = "q", Properties = new PropertySet { SessionExpirySeconds = 9 } });
        Assert.Equal(ReasonCode.ServerUnavailable, (await refused.ReadAsync<ConnAckPacket>()).Reason);
        Assert.True(rig.Store.IsFailed);

        rig.Disk.Before = (_, _) => { };
        await Patience.UntilAsync(() => !rig.Store.IsFailed, "the store to recover");
        await later.SendAsync(Say.Publish("t", "5", 1, 4));
        Assert.Equal(ReasonCode.Success, (await later.ReadAsync<AckPacket>()).Reason);
        await rig.CrashAsync();
        RawClient subscriber = await rig.ConnectAsync("s", present: true);
        // The first was never acknowledged, yet nothing behind it could have been written without it.
        Assert.Equal("1", (await subscriber.ReadAsync<PublishPacket>()).Text());
        Assert.Equal("5", (await subscriber.ReadAsync<PublishPacket>()).Text());
        await subscriber.AssertSilentAsync();
    }

    [Fact]
    public async Task A_log_that_compaction_cannot_shrink_stops_at_its_bound()
    {
        await using StoreRig rig = await StoreRig.StartAsync(
            new StoreLimits { RetryMilliseconds = 10, QuietMilliseconds = 1, CompactionBytesMin = 16 * 1024, LogBytesMax = 128 * 1024 });
        await rig.SubscribeAndLeaveAsync("s", new SubscribeEntry("t", QualityOfService.AtLeastOnce));
        rig.Disk.Before = (name, path) =>
        {
            if (name == "rename") throw new IOException("The disk has a bad day");
        };
        RawClient publisher = await rig.Broker.ConnectRawAsync("p");
        int sent = 0;
        while (!rig.Store.IsFailed)
        {
            await publisher.SendAsync(Say.Publish("t", new string('x', 1_000), 1, ++sent));
            if (await publisher.ReadAsync() is DisconnectPacket) break;
        }

        Assert.InRange(rig.Store.LogBytes, 64 * 1024, 128 * 1024);
        Assert.InRange(sent, 60, 130);
        rig.Disk.Before = (_, _) => { };
        await Patience.UntilAsync(() => !rig.Store.IsFailed, "the store to recover");
    }

    [Fact]
    public async Task All_queues_together_are_bounded_and_who_holds_most_pays()
    {
        await using StoreRig rig = await StoreRig.StartAsync(limits: new MqttLimits { QueuedBytesMax = 20_000 });
        await rig.SubscribeAndLeaveAsync("greedy", new SubscribeEntry("g", QualityOfService.AtLeastOnce));
        await rig.SubscribeAndLeaveAsync("modest", new SubscribeEntry("m", QualityOfService.AtLeastOnce));
        int taken = 0;
        for (int i = 0; i < 40; i++) taken += rig.Broker.Broker.Publish(Message("g", i));
        Assert.InRange(taken, 15, 19);
        // The bound is used up, yet one command for somebody else still finds its place, up to the even share.
        int modest = 0;
        for (int i = 0; i < 40; i++) modest += rig.Broker.Broker.Publish(Message("m", i));
        Assert.InRange(modest, 7, 9);
        Assert.Equal(0, rig.Broker.Broker.Publish(Message("g", 41)));
        Assert.Equal(40 - taken + 40 - modest + 1, rig.Broker.Broker.Metrics.DroppedCount(DropReason.AllQueuesFull));
    }

    [Fact]
    public async Task The_same_host_message_does_not_wait_twice_for_one_client()
    {
        await using StoreRig rig = await StoreRig.StartAsync();
        await rig.SubscribeAndLeaveAsync("s", new SubscribeEntry("c", QualityOfService.AtLeastOnce));
        OutgoingMessage command = Message("c", 1) with { ClientId = "s", Tag = 5 };
        Assert.Equal(1, rig.Broker.Broker.Publish(command));
        RawClient publisher = await rig.Broker.ConnectRawAsync("p", properties: new PropertySet { SessionExpirySeconds = 9 });
        await rig.CrashAsync();
        // After a restart the ledger offers it again, under a tag of the new process.
        Assert.Equal(1, rig.Broker.Broker.Publish(command with { Tag = 6 }));
        Assert.Equal(1, rig.Broker.Broker.Publish(Message("c", 2) with { ClientId = "s", Tag = 7 }));
        RawClient subscriber = await rig.ConnectAsync("s", present: true);
        PublishPacket first = await subscriber.ReadAsync<PublishPacket>();
        PublishPacket second = await subscriber.ReadAsync<PublishPacket>();
        Assert.NotEqual(first.Text(), second.Text());
        await subscriber.AssertSilentAsync();
        await subscriber.SendAsync(Say.Ack(PacketType.PubAck, first.PacketId));
        await rig.Broker.Observer.UntilAsync("delivered s 6");
        await publisher.DisposeAsync();
    }

    private static OutgoingMessage Message(string topic, int number) => new()
    {
        Topic = topic,
        Payload = Encoding.UTF8.GetBytes(number.ToString("D1000", System.Globalization.CultureInfo.InvariantCulture)),
        Qos = QualityOfService.AtLeastOnce,
    };
}
