using Ioc.Mqtt.Broker;
using Ioc.Mqtt.Client;
using Ioc.Mqtt.Packets;
using Ioc.Mqtt.Tests.Conformance;
using Ioc.Mqtt.Tests.Rig;

namespace Ioc.Mqtt.Tests.Broker;

public sealed class WillTests
{
    private static readonly MqttWill Offline = new() { Topic = "a/status", Payload = "offline"u8.ToArray(), Qos = QualityOfService.AtLeastOnce, Retain = true };

    [Theory]
    [Clause(ProtocolVersion.V500, "MQTT-3.1.2-7", "MQTT-3.1.2-8", "MQTT-3.1.2-15")]
    [Clause(ProtocolVersion.V311, "MQTT-3.1.2-8", "MQTT-3.1.2-17")]
    [InlineData(ProtocolVersion.V311)]
    [InlineData(ProtocolVersion.V500)]
    public async Task An_aborted_connection_leaves_its_will_retained(ProtocolVersion version)
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        TestClient watcher = await broker.ConnectAsync("w");
        await watcher.Mqtt.SubscribeAsync("+/status");
        TestClient device = await broker.ConnectAsync("a", version, o => o with { Will = Offline });
        device.Mqtt.Abort();
        Assert.Equal("a/status offline", await watcher.NextTextAsync());
        SeenPublish seen = await broker.Sink.NextAsync();
        Assert.True(seen.IsWill);
        Assert.Equal("a", seen.Client.ClientId);
        await broker.Observer.UntilAsync("disconnected a TransportClosed");
        Assert.Equal(1, broker.Broker.RetainedCount);
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-3.14.4-3", "MQTT-3.1.2-10")]
    public async Task DISCONNECT_takes_the_will_away_unless_it_asks_for_it()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        TestClient quiet = await broker.ConnectAsync("a", with: o => o with { Will = Offline });
        await quiet.Mqtt.DisconnectAsync();
        await broker.Observer.UntilAsync("disconnected a ClientDisconnected");
        Assert.Equal(0, broker.Sink.Offers);
        TestClient loud = await broker.ConnectAsync("b", with: o => o with { Will = Offline });
        await loud.Mqtt.DisconnectAsync(ReasonCode.DisconnectWithWill);
        Assert.True((await broker.Sink.NextAsync()).IsWill);
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-3.1.2-22")]
    public async Task A_missed_keep_alive_a_protocol_error_and_a_take_over_fire_the_will()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        var will = new WillMessage { Topic = "w", Payload = [1] };
        await broker.ConnectRawAsync("slow", keepAliveSeconds: 10, will: will);
        broker.Clock.Advance(TimeSpan.FromSeconds(17));
        Assert.Equal("slow", (await broker.Sink.NextAsync()).Client.ClientId);
        RawClient wrong = await broker.ConnectRawAsync("wrong", will: will);
        await wrong.SendAsync(0x00, 0x00);
        Assert.Equal("wrong", (await broker.Sink.NextAsync()).Client.ClientId);
        await broker.ConnectRawAsync("twice", will: will);
        await broker.ConnectRawAsync("twice");
        Assert.Equal("twice", (await broker.Sink.NextAsync()).Client.ClientId);
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-3.1.3-9", "MQTT-3.1.2-8")]
    public async Task A_delayed_will_waits_and_is_dropped_when_the_client_returns()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        Func<MqttClientOptions, MqttClientOptions> with = o => o with { Will = Offline with { DelaySeconds = 20 }, SessionExpirySeconds = 100, CleanStart = false };
        TestClient first = await broker.ConnectAsync("a", with: with);
        first.Mqtt.Abort();
        await broker.Observer.UntilAsync("disconnected a TransportClosed");
        broker.Clock.Advance(TimeSpan.FromSeconds(10));
        TestClient second = await broker.ConnectAsync("a", with: with);
        broker.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(0, broker.Sink.Offers);
        second.Mqtt.Abort();
        await broker.Observer.UntilAsync("disconnected a TransportClosed");
        await Patience.UntilAsync(() => broker.Broker.ConnectionCount <= 0, "all to be gone");
        broker.Clock.Advance(TimeSpan.FromSeconds(22));
        Assert.True((await broker.Sink.NextAsync()).IsWill);
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-3.1.2-8")]
    public async Task The_end_of_the_session_fires_a_will_whose_delay_is_longer()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        TestClient client = await broker.ConnectAsync("a", with: o => o with { Will = Offline with { DelaySeconds = 1_000 }, SessionExpirySeconds = 5 });
        client.Mqtt.Abort();
        await broker.Observer.UntilAsync("disconnected a TransportClosed");
        await Patience.UntilAsync(() => broker.Broker.ConnectionCount <= 0, "all to be gone");
        Assert.Equal(0, broker.Sink.Offers);
        broker.Clock.Advance(TimeSpan.FromSeconds(7));
        Assert.True((await broker.Sink.NextAsync()).IsWill);
    }

    [Fact]
    public async Task A_will_that_finds_the_sink_full_is_offered_again_at_the_next_tick()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        broker.Sink.Answer = _ => new PublishAnswer(PublishVerdict.NoRoom);
        TestClient client = await broker.ConnectAsync("a", with: o => o with { Will = Offline });
        client.Mqtt.Abort();
        await broker.Observer.UntilAsync("disconnected a TransportClosed");
        Assert.Equal(1, broker.Sink.Offers);
        broker.Sink.Answer = _ => new PublishAnswer(PublishVerdict.Deferred);
        broker.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await broker.Sink.NextAsync()).IsWill);
    }

    /// <summary>A journal at its quota: nobody is heard, devices come back every minute, and then there is room again.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public async Task A_will_that_waits_for_room_is_given_up_when_its_client_is_back(int expirySeconds)
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        Func<MqttClientOptions, MqttClientOptions> with = o => o with { Will = Offline, SessionExpirySeconds = (uint)expirySeconds, CleanStart = expirySeconds == 0 };
        TestClient device = await broker.ConnectAsync("a", with: with);
        TestClient gone = await broker.ConnectAsync("gone", with: with);
        broker.Sink.Answer = _ => new PublishAnswer(PublishVerdict.NoRoom);
        for (int i = 0; i < 5; i++)
        {
            device.Mqtt.Abort();
            await broker.Observer.UntilAsync("disconnected a TransportClosed");
            Assert.Equal(1, broker.Broker.PendingWillCount);
            device = await broker.ConnectAsync("a", with: with);
            Assert.Equal(0, broker.Broker.PendingWillCount);
        }

        gone.Mqtt.Abort();
        await broker.Observer.UntilAsync("disconnected gone TransportClosed");
        broker.Clock.Advance(TimeSpan.FromSeconds(1));
        broker.Sink.Answer = _ => new PublishAnswer(PublishVerdict.Deferred);
        broker.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("gone", (await broker.Sink.NextAsync()).Client.ClientId);
        await device.Mqtt.PublishAsync("t", "alive"u8.ToArray(), QualityOfService.AtMostOnce);
        SeenPublish second = await broker.Sink.NextAsync();
        Assert.Equal(("a", false), (second.Client.ClientId, second.IsWill));
    }

    [Fact]
    public async Task No_more_wills_wait_for_room_than_there_may_be_sessions()
    {
        await using TestBroker broker = await TestBroker.StartAsync(new MqttLimits { SessionsMax = 1 });
        broker.Sink.Answer = _ => new PublishAnswer(PublishVerdict.NoRoom);
        foreach (string clientId in new[] { "a", "b" })
        {
            TestClient client = await broker.ConnectAsync(clientId, with: o => o with { Will = Offline });
            client.Mqtt.Abort();
            await broker.Observer.UntilAsync($"disconnected {clientId} TransportClosed");
            await Patience.UntilAsync(() => broker.Broker.ConnectionCount <= 0, "it to be gone");
        }

        Assert.Equal(1, broker.Broker.PendingWillCount);
        Assert.Equal(1, broker.Broker.Metrics.DroppedCount(DropReason.WillsFull));
    }

    [Fact]
    public async Task Wills_that_wait_count_as_queues_of_one_message_until_they_are_gone()
    {
        await using TestBroker broker = await TestBroker.StartAsync(new MqttLimits { QueuedBytesMax = 4_096 });
        broker.Sink.Answer = _ => new PublishAnswer(PublishVerdict.NoRoom);
        foreach ((string clientId, int bytes) in new[] { ("a", 3_000), ("b", 3_000), ("c", 3_000), ("d", 100) })
        {
            TestClient client = await broker.ConnectAsync(clientId, with: o => o with { Will = Offline with { Payload = new byte[bytes] } });
            client.Mqtt.Abort();
            await broker.Observer.UntilAsync($"disconnected {clientId} TransportClosed");
        }

        Assert.Equal(3, broker.Broker.PendingWillCount);
        Assert.Equal(1, broker.Broker.Metrics.DroppedCount(DropReason.WillsFull));
        broker.Sink.Answer = _ => new PublishAnswer(PublishVerdict.Deferred);
        broker.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, broker.Broker.PendingWillCount);
        broker.Sink.Answer = _ => new PublishAnswer(PublishVerdict.NoRoom);
        TestClient again = await broker.ConnectAsync("c", with: o => o with { Will = Offline with { Payload = new byte[3_000] } });
        again.Mqtt.Abort();
        await broker.Observer.UntilAsync("disconnected c TransportClosed");
        Assert.Equal(1, broker.Broker.PendingWillCount);
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-3.1.2-8")]
    public async Task A_clean_start_sends_the_delayed_will_of_the_session_it_ends_before_CONNACK()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        TestClient first = await broker.ConnectAsync("a", with: o => o with { Will = Offline with { DelaySeconds = 50 }, SessionExpirySeconds = 100 });
        first.Mqtt.Abort();
        await broker.Observer.UntilAsync("disconnected a TransportClosed");
        Assert.Equal(0, broker.Sink.Offers);
        await broker.ConnectAsync("a", with: o => o with { CleanStart = true });
        Assert.Equal(1, broker.Sink.Offers);
    }

    [Fact]
    public async Task A_device_put_out_by_the_operator_leaves_its_will()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        TestClient client = await broker.ConnectAsync("a", with: o => o with { Will = Offline });
        broker.Broker.Disconnect("a", ReasonCode.AdministrativeAction);
        Assert.Equal(ReasonCode.AdministrativeAction, (await client.Mqtt.Closed.Within("the end")).Code);
        Assert.True((await broker.Sink.NextAsync()).IsWill);
        Assert.False(broker.Broker.Disconnect("nobody", ReasonCode.AdministrativeAction));
    }
}
