using Ioc.Mqtt.Client;
using Ioc.Mqtt.Packets;
using Ioc.Mqtt.Tests.Rig;

namespace Ioc.Mqtt.Tests.Clients;

/// <summary>What was under way when the connection ended goes on over the next one [MQTT-4.4.0-1].</summary>
public sealed class LinkResendTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(ProtocolVersion.V500)]
    [InlineData(ProtocolVersion.V311)]
    public async Task Unacknowledged_publishes_come_again_in_their_order_under_their_identifiers_and_a_release_as_a_release(ProtocolVersion version)
    {
        await using var broker = new ScriptedBroker(version);
        var clock = new FakeClock();
        await using var link = new TestLink(TestLink.Options(broker.Port, version), clock);
        (RawClient first, _) = await broker.AcceptAsync();
        await link.UpAsync();
        Task<PublishResult>[] results =
        [
            link.PublishAsync("a", "1"), link.PublishAsync("a", "2", QualityOfService.ExactlyOnce),
            link.PublishAsync("a", "3", QualityOfService.ExactlyOnce), link.PublishAsync("a", "4"),
        ];
        PublishPacket[] sent = [await Publish(first), await Publish(first), await Publish(first), await Publish(first)];
        Assert.DoesNotContain(sent, packet => packet.Duplicate);
        await first.SendAsync(new AckPacket(PacketType.PubAck) { PacketId = sent[0].PacketId }, new AckPacket(PacketType.PubRec) { PacketId = sent[1].PacketId });
        Assert.Equal(sent[1].PacketId, (await Ack(first, PacketType.PubRel)).PacketId);
        first.Socket.Dispose();
        LinkStatus down = await link.DownAsync();
        Task<PublishResult> late = link.PublishAsync("a", "5");
        clock.Advance(down.RetryIn);

        (RawClient second, ConnectPacket connect) = await broker.AcceptAsync(sessionPresent: true);
        Assert.False(connect.CleanStart);
        Assert.Equal(sent[1].PacketId, (await Ack(second, PacketType.PubRel)).PacketId);
        foreach (PublishPacket before in sent[2..])
        {
            PublishPacket again = await Publish(second);
            Assert.Equal((before.PacketId, before.Topic, true), (again.PacketId, again.Topic, again.Duplicate));
            Assert.Equal(before.Payload, again.Payload);
        }

        PublishPacket fresh = await Publish(second);
        Assert.False(fresh.Duplicate);
        Assert.DoesNotContain(fresh.PacketId, sent[1..].Select(packet => packet.PacketId));
        await second.SendAsync(
            new AckPacket(PacketType.PubComp) { PacketId = sent[1].PacketId }, new AckPacket(PacketType.PubRec) { PacketId = sent[2].PacketId },
            new AckPacket(PacketType.PubAck) { PacketId = sent[3].PacketId }, new AckPacket(PacketType.PubAck) { PacketId = fresh.PacketId });
        Assert.Equal(sent[2].PacketId, (await Ack(second, PacketType.PubRel)).PacketId);
        await second.SendAsync(new AckPacket(PacketType.PubComp) { PacketId = sent[2].PacketId });
        foreach (Task<PublishResult> result in results.Append(late)) Assert.Equal(PublishOutcome.Taken, (await result.Within("the outcome")).Outcome);
        Assert.Equal(0, link.Link.Unsettled);
    }

    [Fact]
    public async Task A_broker_that_forgot_the_session_gets_everything_anew_and_nothing_twice_that_it_may_have_passed_on()
    {
        await using var broker = new ScriptedBroker();
        var clock = new FakeClock();
        await using var link = new TestLink(TestLink.Options(broker.Port), clock, o => o with { Subscriptions = [new MqttSubscription("in/#", QualityOfService.AtLeastOnce)] });
        (RawClient first, _) = await broker.AcceptAsync();
        await ScriptedBroker.GrantAsync(first);
        await link.UpAsync();
        Task<PublishResult> one = link.PublishAsync("a", "1");
        Task<PublishResult> two = link.PublishAsync("a", "2", QualityOfService.ExactlyOnce);
        await Publish(first);
        await first.SendAsync(new AckPacket(PacketType.PubRec) { PacketId = (await Publish(first)).PacketId });
        await Ack(first, PacketType.PubRel);
        first.Socket.Dispose();
        clock.Advance((await link.DownAsync()).RetryIn);

        (RawClient second, _) = await broker.AcceptAsync(sessionPresent: false);
        Assert.Equal("in/#", (await ScriptedBroker.GrantAsync(second)).Entries[0].Filter);
        PublishPacket anew = await Publish(second);
        Assert.Equal(("1", false), (System.Text.Encoding.UTF8.GetString(anew.Payload), anew.Duplicate));
        Assert.Equal(PublishOutcome.Unknown, (await two.Within("the outcome of 2")).Outcome);
        await second.SendAsync(new AckPacket(PacketType.PubAck) { PacketId = anew.PacketId });
        Assert.Equal(PublishOutcome.Taken, (await one.Within("the outcome of 1")).Outcome);
        await ScriptedBroker.AssertQuietAsync(second);
    }

    [Fact]
    public async Task Repetitions_keep_to_the_new_connections_receive_maximum_and_survive_a_third_one()
    {
        await using var broker = new ScriptedBroker();
        var clock = new FakeClock();
        await using var link = new TestLink(TestLink.Options(broker.Port), clock);
        (RawClient first, _) = await broker.AcceptAsync();
        await link.UpAsync();
        Task<PublishResult>[] results = [.. Enumerable.Range(0, 5).Select(i => link.PublishAsync("a", $"{i}"))];
        var ids = new List<ushort>();
        for (int i = 0; i < 5; i++) ids.Add((await Publish(first)).PacketId);
        first.Socket.Dispose();
        clock.Advance((await link.DownAsync()).RetryIn);

        (RawClient second, _) = await broker.AcceptAsync(sessionPresent: true, new PropertySet { ReceiveMaximum = 2 });
        await link.UpAsync();
        Assert.Equal(ids[..2], [(await Publish(second)).PacketId, (await Publish(second)).PacketId]);
        await second.SendAsync(new AckPacket(PacketType.PubAck) { PacketId = ids[0] });
        Assert.Equal(ids[2], (await Publish(second)).PacketId);
        second.Socket.Dispose();
        clock.Advance((await link.DownAsync()).RetryIn);

        (RawClient third, _) = await broker.AcceptAsync(sessionPresent: true);
        foreach (ushort id in ids[1..])
        {
            PublishPacket again = await Publish(third);
            Assert.Equal((id, true), (again.PacketId, again.Duplicate));
            await third.SendAsync(new AckPacket(PacketType.PubAck) { PacketId = id });
        }

        foreach (Task<PublishResult> result in results) Assert.Equal(PublishOutcome.Taken, (await result.Within("the outcome")).Outcome);
        await ScriptedBroker.AssertQuietAsync(third);
    }

    [Fact]
    public async Task What_waits_loses_its_time_and_is_dropped_when_it_is_over()
    {
        await using var broker = new ScriptedBroker();
        var clock = new FakeClock();
        await using var link = new TestLink(TestLink.Options(broker.Port), clock);
        (RawClient first, _) = await broker.AcceptAsync();
        await link.UpAsync();
        first.Socket.Dispose();
        LinkStatus down = await link.DownAsync();
        Task<PublishResult> brief = link.PublishAsync("a", "brief", expirySeconds: 30);
        Task<PublishResult> lasting = link.PublishAsync("a", "lasting", expirySeconds: 100);
        clock.Sleep(TimeSpan.FromSeconds(60));
        clock.Advance(down.RetryIn);

        (RawClient second, _) = await broker.AcceptAsync(sessionPresent: true);
        PublishPacket sent = await Publish(second);
        Assert.Equal(39u, sent.Properties!.MessageExpirySeconds);
        Assert.Equal(PublishOutcome.Expired, (await brief.Within("the expired one")).Outcome);
        await second.SendAsync(new AckPacket(PacketType.PubAck) { PacketId = sent.PacketId });
        Assert.Equal(PublishOutcome.Taken, (await lasting.Within("the other")).Outcome);
    }

    [Fact]
    public async Task Publishing_waits_while_the_queue_is_full_and_a_stop_tells_whoever_is_left()
    {
        await using var broker = new ScriptedBroker();
        var limits = new ClientLimits { QueuedMessagesMax = 2 };
        await using var link = new TestLink(TestLink.Options(broker.Port) with { Limits = limits }, new FakeClock());
        (RawClient connection, _) = await broker.AcceptAsync();
        await link.UpAsync();
        Task<PublishResult> one = link.PublishAsync("a", "1");
        Task<PublishResult> two = link.PublishAsync("a", "2");
        Task<PublishResult> three = link.PublishAsync("a", "3");
        PublishPacket first = await Publish(connection);
        await Publish(connection);
        await ScriptedBroker.AssertQuietAsync(connection);
        await connection.SendAsync(new AckPacket(PacketType.PubAck) { PacketId = first.PacketId });
        Assert.Equal("3"u8.ToArray(), (await Publish(connection)).Payload);
        Assert.Equal(PublishOutcome.Taken, (await one.Within("1")).Outcome);

        Task stopping = link.Link.StopAsync(TimeSpan.Zero);
        Assert.Equal(ReasonCode.Success, (await connection.ReadAsync<DisconnectPacket>()).Reason);
        connection.Socket.Dispose();
        await stopping.Within("the stop");
        Assert.Equal(PublishOutcome.Stopped, (await two.Within("2")).Outcome);
        Assert.Equal(PublishOutcome.Stopped, (await three.Within("3")).Outcome);
        Assert.Equal(PublishOutcome.Stopped, (await link.PublishAsync("a", "4").Within("4")).Outcome);
    }

    [Fact]
    public async Task A_stop_waits_for_what_is_under_way_and_says_goodbye_behind_it()
    {
        await using var broker = new ScriptedBroker();
        await using var link = new TestLink(TestLink.Options(broker.Port), new FakeClock());
        (RawClient connection, _) = await broker.AcceptAsync();
        await link.UpAsync();
        Task<PublishResult> one = link.PublishAsync("a", "1");
        PublishPacket sent = await Publish(connection);
        Task stopping = link.Link.StopAsync(Minute);
        await ScriptedBroker.AssertQuietAsync(connection);
        await connection.SendAsync(new AckPacket(PacketType.PubAck) { PacketId = sent.PacketId });
        await connection.ReadAsync<DisconnectPacket>();
        connection.Socket.Dispose();
        await stopping.Within("the stop");
        Assert.Equal(PublishOutcome.Taken, (await one).Outcome);
    }

    private static Task<PublishPacket> Publish(RawClient connection) => connection.ReadAsync<PublishPacket>();

    private static async Task<AckPacket> Ack(RawClient connection, PacketType type)
    {
        AckPacket ack = await connection.ReadAsync<AckPacket>();
        Assert.Equal(type, ack.Type);
        return ack;
    }
}
