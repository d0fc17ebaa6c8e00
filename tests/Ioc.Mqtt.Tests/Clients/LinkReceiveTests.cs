using System.Text;
using Ioc.Mqtt.Client;
using Ioc.Mqtt.Packets;
using Ioc.Mqtt.Tests.Conformance;
using Ioc.Mqtt.Tests.Rig;

namespace Ioc.Mqtt.Tests.Clients;

public sealed class LinkReceiveTests
{
    [Fact]
    public async Task A_qos_2_message_is_delivered_once_over_connections_and_its_answers_are_repeated()
    {
        await using var broker = new ScriptedBroker();
        var clock = new FakeClock();
        await using var link = new TestLink(TestLink.Options(broker.Port), clock);
        (RawClient first, _) = await broker.AcceptAsync();
        await link.UpAsync();
        await first.SendAsync(Message(7, "x"));
        await ReadAckAsync(first, PacketType.PubRec, 7);
        Assert.Equal("x", Text(await link.NextAsync()));
        first.Socket.Dispose();
        clock.Advance((await link.DownAsync()).RetryIn);

        (RawClient second, _) = await broker.AcceptAsync(sessionPresent: true);
        await second.SendAsync(Message(7, "x") with { Duplicate = true });
        await ReadAckAsync(second, PacketType.PubRec, 7);
        await second.SendAsync(new AckPacket(PacketType.PubRel) { PacketId = 7 });
        await ReadAckAsync(second, PacketType.PubComp, 7);
        await second.SendAsync(Message(7, "y"));
        await ReadAckAsync(second, PacketType.PubRec, 7);
        Assert.Equal("y", Text(await link.NextAsync()));
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-3.2.2-5")]
    public async Task A_session_that_is_not_present_makes_identifiers_free()
    {
        await using var broker = new ScriptedBroker();
        var clock = new FakeClock();
        await using var link = new TestLink(TestLink.Options(broker.Port), clock);
        (RawClient first, _) = await broker.AcceptAsync();
        await link.UpAsync();
        await first.SendAsync(Message(7, "x"));
        await ReadAckAsync(first, PacketType.PubRec, 7);
        await link.NextAsync();
        first.Socket.Dispose();
        clock.Advance((await link.DownAsync()).RetryIn);
        (RawClient second, _) = await broker.AcceptAsync(sessionPresent: false);
        await second.SendAsync(Message(7, "another"));
        Assert.Equal("another", Text(await link.NextAsync()));
    }

    [Theory]
    [InlineData(QualityOfService.AtLeastOnce)]
    [InlineData(QualityOfService.ExactlyOnce)]
    public async Task An_acknowledgement_counts_on_the_connection_its_message_came_on_and_once(QualityOfService qos)
    {
        await using var broker = new ScriptedBroker();
        var clock = new FakeClock();
        await using var link = new TestLink(TestLink.Options(broker.Port) with { AcknowledgesManually = true }, clock);
        (RawClient first, _) = await broker.AcceptAsync();
        await link.UpAsync();
        await first.SendAsync(Message(7, "x", qos));
        MqttMessage lost = await link.NextAsync();
        first.Socket.Dispose();
        clock.Advance((await link.DownAsync()).RetryIn);

        (RawClient second, _) = await broker.AcceptAsync(sessionPresent: true);
        await link.UpAsync();
        link.Link.Acknowledge(lost);
        await ScriptedBroker.AssertQuietAsync(second);
        await second.SendAsync(Message(7, "x", qos) with { Duplicate = true });
        MqttMessage again = await link.NextAsync();
        Assert.True(again.Duplicate);
        link.Link.Acknowledge(lost);
        await ScriptedBroker.AssertQuietAsync(second);
        link.Link.Acknowledge(again);
        link.Link.Acknowledge(again);
        await ReadAckAsync(second, qos == QualityOfService.AtLeastOnce ? PacketType.PubAck : PacketType.PubRec, 7);
        await ScriptedBroker.AssertQuietAsync(second);
    }

    [Fact]
    public async Task A_busy_handler_holds_reading_and_the_connection_lives_as_long_as_it_takes()
    {
        await using var broker = new ScriptedBroker();
        var clock = new FakeClock();
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int handled = 0;
        await using var link = new TestLink(TestLink.Options(broker.Port) with { KeepAliveSeconds = 10 }, clock, o => o with
        {
            OnMessage = async (_, token) =>
            {
                Interlocked.Increment(ref handled);
                entered.TrySetResult();
                await release.Task.WaitAsync(token);
            },
        });
        (RawClient connection, _) = await broker.AcceptAsync();
        await link.UpAsync();
        byte[] packet = connection.Bytes(new PublishPacket { Topic = "a", Payload = new byte[200_000] });
        Task sending = SendAllAsync(connection, packet, 500);
        await entered.Task.Within("the handler");
        // Both sides have just spoken, so the first half of a keep-alive needs no ping.
        clock.Advance(TimeSpan.FromSeconds(5));
        for (int ping = 0; ping < 5; ping++)
        {
            clock.Advance(TimeSpan.FromSeconds(5));
            Assert.Equal(PacketType.PingReq, (await connection.ReadAsync()).Type);
        }

        // 100 MB are more than every buffer between the two together.
        Assert.False(sending.IsCompleted);
        Assert.Equal(1, Volatile.Read(ref handled));
        release.SetResult();
        await sending.Within("the rest to be read");
        Assert.True(link.Link.IsUp);
    }

    [Fact]
    public async Task A_broker_that_answers_no_ping_is_left()
    {
        await using var broker = new ScriptedBroker();
        var clock = new FakeClock();
        await using var link = new TestLink(TestLink.Options(broker.Port) with { KeepAliveSeconds = 10 }, clock);
        (RawClient connection, _) = await broker.AcceptAsync();
        await link.UpAsync();
        // What CONNACK itself counted for is over with the first half.
        clock.Advance(TimeSpan.FromSeconds(5));
        clock.Advance(TimeSpan.FromSeconds(5));
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Contains("KeepAliveTimeout", (await link.DownAsync()).Detail, StringComparison.Ordinal);
        Assert.Equal(PacketType.PingReq, (await connection.ReadAsync()).Type);
    }

    [Fact]
    public async Task A_handler_that_throws_ends_the_connection_and_hears_the_message_again()
    {
        await using var broker = new ScriptedBroker();
        var clock = new FakeClock();
        int calls = 0;
        await using var link = new TestLink(TestLink.Options(broker.Port), clock, o => o with
        {
            OnMessage = (_, _) => Interlocked.Increment(ref calls) == 1 ? throw new InvalidOperationException("no") : ValueTask.CompletedTask,
        });
        (RawClient first, _) = await broker.AcceptAsync();
        await link.UpAsync();
        await first.SendAsync(Message(3, "x"));
        LinkStatus down = await link.DownAsync();
        Assert.Contains("handler failed: no", down.Detail, StringComparison.Ordinal);
        clock.Advance(down.RetryIn);
        (RawClient second, _) = await broker.AcceptAsync(sessionPresent: true);
        await second.SendAsync(Message(3, "x") with { Duplicate = true });
        await ReadAckAsync(second, PacketType.PubRec, 3);
        Assert.Equal(2, Volatile.Read(ref calls));
    }

    [Fact]
    public async Task More_than_our_receive_maximum_is_the_brokers_fault()
    {
        await using var broker = new ScriptedBroker();
        var limits = new ClientLimits { ReceiveMax = 2 };
        await using var link = new TestLink(TestLink.Options(broker.Port) with { AcknowledgesManually = true, Limits = limits }, new FakeClock());
        (RawClient connection, ConnectPacket connect) = await broker.AcceptAsync();
        await link.UpAsync();
        Assert.Equal((ushort)2, connect.Properties!.ReceiveMaximum);
        await connection.SendAsync(Message(1, "1", QualityOfService.AtLeastOnce), Message(2, "2"));
        link.Link.Acknowledge(await link.NextAsync());
        await ReadAckAsync(connection, PacketType.PubAck, 1);
        await connection.SendAsync(Message(3, "3"), Message(4, "4"));
        Assert.Equal(ReasonCode.ReceiveMaximumExceeded, (await connection.ReadAsync<DisconnectPacket>()).Reason);
    }

    private static PublishPacket Message(ushort id, string text, QualityOfService qos = QualityOfService.ExactlyOnce) =>
        new() { Topic = "in", Payload = Encoding.UTF8.GetBytes(text), Qos = qos, PacketId = id };

    private static string Text(MqttMessage message) => Encoding.UTF8.GetString(message.Payload.Span);

    private static async Task SendAllAsync(RawClient connection, byte[] packet, int times)
    {
        for (int i = 0; i < times; i++) await connection.SendAsync(packet);
    }

    private static async Task ReadAckAsync(RawClient connection, PacketType type, ushort id)
    {
        AckPacket ack = await connection.ReadAsync<AckPacket>();
        Assert.Equal((type, id), (ack.Type, ack.PacketId));
    }
}
