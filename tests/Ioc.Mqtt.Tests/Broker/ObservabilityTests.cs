using System.Diagnostics.Metrics;
using System.Text;
using Ioc.Mqtt.Broker;
using Ioc.Mqtt.Packets;
using Ioc.Mqtt.Tests.Rig;

namespace Ioc.Mqtt.Tests.Broker;

/// <summary>What an operator sees: the meter, <c>$SYS</c> and the log.</summary>
public sealed class ObservabilityTests
{
    private static readonly BrokerOptions WithStatus = new() { StatusSeconds = 10, StatusVersion = "test 1" };

    [Fact]
    public async Task Rejected_packets_are_counted_by_the_clause_they_broke()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient malformed = await broker.ConnectRawAsync("a");
        await malformed.SendAsync(0x30, 0x04, 0x00, 0x01, (byte)'+', 0x00);
        await malformed.ReadDisconnectAsync(ReasonCode.TopicNameInvalid);
        RawClient twice = await broker.ConnectRawAsync("b");
        await twice.SendAsync(new ConnectPacket { Version = ProtocolVersion.V500, ClientId = "b", CleanStart = true });
        await twice.ReadDisconnectAsync(ReasonCode.ProtocolError);
        Dictionary<string, long> seen = Look(broker);
        Assert.Equal(1, seen["mqtt.packets.rejected clause=MQTT-3.3.2-2 reason=TopicWildcard"]);
        Assert.Equal(1, seen["mqtt.packets.rejected clause=MQTT-3.1.0-2 reason=SecondConnect"]);
    }

    [Fact]
    public async Task Tables_queues_and_traffic_are_there_to_look_at()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient away = await broker.ConnectRawAsync("away", properties: new PropertySet { SessionExpirySeconds = 30 });
        await away.SubscribeAsync("t", QualityOfService.AtLeastOnce);
        await away.DisposeAsync();
        await broker.Observer.UntilAsync("disconnected away TransportClosed");
        RawClient here = await broker.ConnectRawAsync("here");
        await here.SubscribeAsync("t", QualityOfService.AtLeastOnce);
        await here.SubscribeAsync("$share/g/x", QualityOfService.AtLeastOnce);
        RawClient publisher = await broker.ConnectRawAsync("p");
        await publisher.SendAsync(new PublishPacket { Topic = "t", Payload = new byte[10], Qos = QualityOfService.AtLeastOnce, PacketId = 1, Retain = true });
        await publisher.ReadAsync<AckPacket>();
        await here.ReadAsync<PublishPacket>();
        broker.Clock.Advance(TimeSpan.FromSeconds(2));
        Dictionary<string, long> seen = Look(broker);
        Assert.Equal((2, 3, 2), (seen["mqtt.connections"], seen["mqtt.sessions"], seen["mqtt.sessions.connected"]));
        Assert.Equal((1, 1), (seen["mqtt.messages.waiting state=inflight"], seen["mqtt.messages.waiting state=queued"]));
        Assert.Equal((3, 1, 1), (seen["mqtt.subscriptions"], seen["mqtt.subscriptions.shared"], seen["mqtt.shared.groups"]));
        Assert.Equal((1, 1), (seen["mqtt.publishes.in qos=1"], seen["mqtt.publishes.out qos=1"]));
        Assert.Equal((10, 10), (seen["mqtt.publish.bytes.in"], seen["mqtt.publish.bytes.out"]));
        Assert.Equal((3, 1), (seen["mqtt.connects"], seen["mqtt.retained.messages"]));
        // In: 3 CONNECT, 3 SUBSCRIBE, 1 PUBLISH. Out: 3 CONNACK, 3 SUBACK, 1 PUBLISH, 1 PUBACK.
        Assert.Equal((7, 8), (seen["mqtt.packets.in"], seen["mqtt.packets.out"]));
        broker.Clock.Advance(TimeSpan.FromSeconds(40));
        Assert.Equal(1, Look(broker)["mqtt.sessions.expired"]);
    }

    [Fact]
    public async Task The_figures_under_SYS_are_retained_and_only_what_changed_is_said_again()
    {
        await using TestBroker broker = await TestBroker.StartAsync(options: WithStatus);
        RawClient client = await broker.ConnectRawAsync("a");
        await client.SubscribeAsync("t", QualityOfService.AtMostOnce);
        for (int i = 0; i < 30; i++) broker.Broker.Publish(new OutgoingMessage { Topic = "t", Payload = new byte[7] });
        for (int i = 0; i < 30; i++) await client.ReadAsync<PublishPacket>();
        broker.Clock.Advance(TimeSpan.FromSeconds(11));
        RawClient watcher = await broker.ConnectRawAsync("watcher");
        await watcher.SubscribeAsync("#", QualityOfService.AtMostOnce);
        await watcher.AssertSilentAsync();
        Dictionary<string, string> figures = await RetainedAsync(watcher, "$SYS/broker/#", broker.Broker.RetainedCount);
        Assert.Equal("test 1", figures["$SYS/broker/version"]);
        Assert.Equal("11 seconds", figures["$SYS/broker/uptime"]);
        Assert.Equal("1", figures["$SYS/broker/clients/connected"]);
        Assert.Equal("1", figures["$SYS/broker/clients/total"]);
        Assert.Equal("0", figures["$SYS/broker/clients/disconnected"]);
        Assert.Equal("1", figures["$SYS/broker/subscriptions/count"]);
        Assert.Equal("30", figures["$SYS/broker/publish/messages/sent"]);
        Assert.Equal("210", figures["$SYS/broker/publish/bytes/sent"]);
        Assert.Equal("2", figures["$SYS/broker/messages/received"]);
        Assert.Equal("32", figures["$SYS/broker/messages/sent"]);
        // 30 messages in ten seconds are 180 a minute, of which the first ten seconds weigh 1 - exp(-1/6) of a minute.
        Assert.Equal("27.63", figures["$SYS/broker/load/publish/sent/1min"]);
        Assert.Equal("1.99", figures["$SYS/broker/load/publish/sent/15min"]);
        broker.Clock.Advance(TimeSpan.FromSeconds(10));
        string[] changed = [.. (await UntilAsync(watcher, "$SYS/broker/uptime", "21 seconds")).Keys];
        Assert.DoesNotContain("$SYS/broker/version", changed);
    }

    [Fact]
    public async Task Without_retained_messages_figures_are_sent_to_who_listens_and_by_default_there_are_none()
    {
        await using TestBroker broker = await TestBroker.StartAsync(new MqttLimits { RetainedMessagesMax = 0 }, WithStatus);
        RawClient watcher = await broker.ConnectRawAsync("watcher");
        await watcher.SubscribeAsync("$SYS/broker/uptime", QualityOfService.AtMostOnce);
        broker.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("1 seconds", Encoding.UTF8.GetString((await watcher.ReadAsync<PublishPacket>()).Payload));
        await using TestBroker silent = await TestBroker.StartAsync();
        silent.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(0, silent.Broker.RetainedCount);
    }

    [Fact]
    public async Task Each_connections_life_is_one_line()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        broker.Log.KeptEvent = 2;
        RawClient client = await broker.ConnectRawAsync("a", ProtocolVersion.V311);
        string address = $"{client.Socket.LocalEndPoint}";
        await client.AssertSilentAsync();
        broker.Clock.Advance(TimeSpan.FromSeconds(90));
        await client.SendAsync(new DisconnectPacket());
        await client.ReadEndAsync();
        await broker.Observer.UntilAsync("disconnected a ClientDisconnected");
        Assert.Equal(
            $"Connection 1: a (V311) from {address} ended after 90.0 s, 3 packets (19 B) in, 2 (6 B) out: ClientDisconnected",
            Assert.Single(broker.Log.Kept).Replace("::ffff:", "", StringComparison.Ordinal));
    }

    /// <summary>All instruments of this broker's own meter, by name and labels.</summary>
    private static Dictionary<string, long> Look(TestBroker broker)
    {
        var seen = new Dictionary<string, long>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter == broker.Broker.Metrics.Meter) self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => seen[Name(instrument, tags)] = value);
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => seen[Name(instrument, tags)] = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return seen;
    }

    private static string Name(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string name = instrument.Name;
        foreach ((string key, object? value) in tags) name += $" {key}={value}";
        return name;
    }

    private static async Task<Dictionary<string, string>> RetainedAsync(RawClient client, string filter, int count)
    {
        await client.SubscribeAsync(filter, QualityOfService.AtMostOnce);
        var figures = new Dictionary<string, string>();
        for (int i = 0; i < count; i++)
        {
            PublishPacket message = await client.ReadAsync<PublishPacket>();
            Assert.True(message.Retain);
            figures.Add(message.Topic, Encoding.UTF8.GetString(message.Payload));
        }

        return figures;
    }

    private static async Task<Dictionary<string, string>> UntilAsync(RawClient client, string topic, string value)
    {
        var figures = new Dictionary<string, string>();
        while (figures.GetValueOrDefault(topic) != value)
        {
            PublishPacket message = await client.ReadAsync<PublishPacket>();
            figures[message.Topic] = Encoding.UTF8.GetString(message.Payload);
        }

        return figures;
    }
}
