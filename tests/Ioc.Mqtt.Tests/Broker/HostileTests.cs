using System.Net.Sockets;
using Ioc.Mqtt.Broker;
using Ioc.Mqtt.Codec;
using Ioc.Mqtt.Packets;
using Ioc.Mqtt.Tests.Codec;
using Ioc.Mqtt.Tests.Conformance;
using Ioc.Mqtt.Tests.Rig;

namespace Ioc.Mqtt.Tests.Broker;

/// <summary>What a stranger can do to us, and what it costs him.</summary>
public sealed class HostileTests
{
    [Fact]
    public async Task Half_a_packet_then_close_ends_the_connection()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient client = await broker.ConnectRawAsync("a");
        await client.SendAsync(PacketNotation.Parse("30 ( 'topic' ~payload~ )")[..9]);
        client.Socket.Shutdown(SocketShutdown.Send);
        await client.ReadEndAsync();
        await broker.Observer.UntilAsync("disconnected a TransportClosed");
        Assert.Equal(0, broker.Sink.Offers);
    }

    [Fact]
    public async Task One_connection_too_many_is_ended_and_the_others_stay()
    {
        await using TestBroker broker = await TestBroker.StartAsync(new MqttLimits { ConnectionsMax = 1 });
        RawClient first = await broker.ConnectRawAsync("a");
        RawClient second = await broker.OpenAsync();
        await second.ReadEndAsync();
        Assert.Equal(1, broker.Broker.Metrics.Closes(CloseReason.TooManyConnections));
        await first.SendAsync(0xC0, 0x00);
        Assert.Equal(PacketType.PingResp, (await first.ReadAsync<PingPacket>()).Type);
    }

    [Fact]
    public async Task Half_a_CONNECT_then_close_ends_the_connection()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient client = await broker.OpenAsync();
        await client.SendAsync(0x10, 0x0C, 0, 4);
        client.Socket.Shutdown(SocketShutdown.Send);
        await client.ReadEndAsync();
    }

    [Fact]
    public async Task A_whole_packet_before_the_close_is_still_taken()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient client = await broker.ConnectRawAsync();
        await client.SendAsync(PacketNotation.Parse("30 ( 'last' ( ) ~words~ ) 30 7F"));
        client.Socket.Shutdown(SocketShutdown.Send);
        Assert.Equal("words", (await broker.Sink.NextAsync()).Text);
        await client.ReadEndAsync();
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-3.2.2-15")]
    public async Task A_huge_announced_length_is_refused_before_its_body()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient client = await broker.ConnectRawAsync("a");
        await client.SendAsync(0x30, 0xFF, 0xFF, 0xFF, 0x7F);
        await client.ReadDisconnectAsync(ReasonCode.PacketTooLarge);
        await broker.Observer.UntilAsync("disconnected a PacketTooLarge");
        Assert.Equal(1, broker.Broker.Metrics.Malformed(MalformedReason.PacketTooLarge));
    }

    [Fact]
    public async Task A_topic_with_too_many_levels_ends_the_connection()
    {
        await using TestBroker broker = await TestBroker.StartAsync(new MqttLimits { TopicLevelsMax = 3 });
        RawClient client = await broker.ConnectRawAsync();
        await client.SendAsync(new PublishPacket { Topic = "1/2/3" }, new PublishPacket { Topic = "1/2/3/4" });
        await client.ReadDisconnectAsync(ReasonCode.TopicNameInvalid);
        Assert.Equal(1, broker.Sink.Offers);
    }

    [Fact]
    public async Task A_reader_that_does_not_read_is_cut_and_nobody_else_waits()
    {
        await using TestBroker broker = await TestBroker.StartAsync(new MqttLimits { WriteBufferBytesMax = 300 * 1024 });
        RawClient slow = await broker.ConnectRawAsync("slow");
        await slow.SubscribeAsync("t", QualityOfService.AtMostOnce);
        TestClient quick = await broker.ConnectAsync("quick");
        await quick.Mqtt.SubscribeAsync("t", QualityOfService.AtMostOnce);
        var message = new OutgoingMessage { Topic = "t", Payload = new byte[100 * 1024] };
        int sent = 0;
        while (broker.Broker.Metrics.Closes(CloseReason.SlowReader) == 0)
        {
            Assert.True(sent < 1_000, "100 MB were sent to a client that reads nothing");
            broker.Broker.Publish(message);
            sent++;
            await quick.NextAsync();
        }

        await broker.Observer.UntilAsync("disconnected slow SlowReader");
        Assert.True(quick.Mqtt.IsConnected);
    }

    [Fact]
    public async Task Acknowledged_messages_for_a_slow_reader_wait_in_its_session_and_do_not_cut_it()
    {
        await using TestBroker broker = await TestBroker.StartAsync(new MqttLimits { WriteBufferBytesMax = 300 * 1024, QueuedBytesPerSessionMax = 64 * 1024 * 1024 });
        RawClient slow = await broker.ConnectRawAsync("slow");
        await slow.SubscribeAsync("t", QualityOfService.AtLeastOnce);
        for (int i = 0; i < 60; i++)
        {
            Assert.Equal(1, broker.Broker.Publish(new OutgoingMessage { Topic = "t", Payload = new byte[200 * 1024], Qos = QualityOfService.AtLeastOnce }));
        }

        for (int i = 0; i < 60; i++)
        {
            PublishPacket message = await slow.ReadAsync<PublishPacket>();
            await slow.SendAsync(new AckPacket(PacketType.PubAck) { PacketId = message.PacketId });
        }

        Assert.Equal(0, broker.Broker.Metrics.Closes(CloseReason.SlowReader));
    }

    /// <summary>It still pings, so its keep-alive is kept; its messages wait in its session, so its output does not overflow.</summary>
    [Fact]
    public async Task Who_takes_nothing_for_too_long_is_cut()
    {
        await using TestBroker broker = await TestBroker.StartAsync(new MqttLimits { WriteStallSecondsMax = 30, QueuedBytesPerSessionMax = 64 * 1024 * 1024 });
        RawClient dead = await broker.ConnectRawAsync("dead", ProtocolVersion.V311, keepAliveSeconds: 60);
        await dead.SubscribeAsync("t", QualityOfService.AtLeastOnce);
        var message = new OutgoingMessage { Topic = "t", Payload = new byte[200 * 1024], Qos = QualityOfService.AtLeastOnce };
        for (int i = 0; i < 60; i++) Assert.Equal(1, broker.Broker.Publish(message));
        broker.Clock.Advance(TimeSpan.FromSeconds(25));
        await dead.SendAsync(new PingPacket(PacketType.PingReq));
        RawClient other = await broker.ConnectRawAsync("other");
        await other.AssertSilentAsync();
        Assert.Equal(0, broker.Broker.Metrics.Closes(CloseReason.SlowReader));
        // The kernel may have taken the last of what it takes only now: it is stuck since the tick that sees nothing move. All before its keep-alive is over.
        for (int round = 0; round < 4 && broker.Broker.Metrics.Closes(CloseReason.SlowReader) == 0; round++)
        {
            broker.Clock.Advance(TimeSpan.FromSeconds(20));
            await other.AssertSilentAsync();
        }

        await broker.Observer.UntilAsync("disconnected dead SlowReader");
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-3.1.2-24", "MQTT-3.1.2-25")]
    public async Task A_message_larger_than_the_client_takes_is_not_sent_to_it()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient client = await broker.ConnectRawAsync("a", properties: new PropertySet { MaximumPacketBytes = 100 });
        await client.SubscribeAsync("t", QualityOfService.AtLeastOnce);
        broker.Broker.Publish(new OutgoingMessage { Topic = "t", Payload = new byte[200], Qos = QualityOfService.AtLeastOnce });
        broker.Broker.Publish(new OutgoingMessage { Topic = "t", Payload = new byte[50], Qos = QualityOfService.AtLeastOnce });
        Assert.Equal(50, (await client.ReadAsync<PublishPacket>()).Payload.Length);
        Assert.Equal(1, broker.Broker.Metrics.DroppedCount(DropReason.TooLargeForClient));
    }

    [Fact]
    public async Task Random_bytes_never_hurt_the_broker()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        var random = new Random(20_261_122);
        for (int round = 0; round < 100; round++)
        {
            RawClient client = round % 2 == 0 ? await broker.OpenAsync() : await broker.ConnectRawAsync("r");
            byte[] bytes = new byte[random.Next(1, 300)];
            random.NextBytes(bytes);
            await client.SendAsync(bytes);
            client.Socket.Dispose();
        }

        TestClient honest = await broker.ConnectAsync("honest");
        await honest.PublishAsync("t", "still here");
    }
}
