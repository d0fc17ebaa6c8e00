using System.Text;
using Ioc.Mqtt.Broker;
using Ioc.Mqtt.Packets;
using Ioc.Mqtt.Tests.Conformance;
using Ioc.Mqtt.Tests.Rig;

namespace Ioc.Mqtt.Tests.Broker;

/// <summary>Topic aliases towards clients that allow them (5.0 §3.3.2.3.4).</summary>
public sealed class TopicAliasTests
{
    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-3.1.2-26", "MQTT-3.3.2-11")]
    public async Task The_first_packet_of_a_topic_sets_its_alias_and_those_behind_it_carry_only_that()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient client = await broker.ConnectRawAsync(properties: new PropertySet { TopicAliasMaximum = 2 });
        await client.SubscribeAsync("t/#", QualityOfService.AtMostOnce);
        foreach (string topic in new[] { "t/1", "t/1", "t/2222", "t/1111", "t/2222", "t/3333", "t/1111" }) broker.Broker.Publish(new OutgoingMessage { Topic = topic });
        // "t/1" is shorter than an alias, "t/3333" comes when all are given out.
        var seen = new List<(string, int)>();
        for (int i = 0; i < 7; i++)
        {
            PublishPacket message = await client.ReadAsync<PublishPacket>();
            seen.Add((message.Topic, message.Properties?.TopicAlias ?? 0));
        }

        Assert.Equal([("t/1", 0), ("t/1", 0), ("t/2222", 1), ("t/1111", 2), ("", 1), ("t/3333", 0), ("", 2)], seen);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    [Clause(ProtocolVersion.V500, "MQTT-3.1.2-27")]
    public async Task Who_allows_none_gets_none(int? maximum)
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient five = await broker.ConnectRawAsync("five", properties: new PropertySet { TopicAliasMaximum = (ushort?)maximum });
        RawClient three = await broker.ConnectRawAsync("three", ProtocolVersion.V311);
        foreach (RawClient client in new[] { five, three })
        {
            await client.SubscribeAsync("topic", QualityOfService.AtMostOnce);
            for (int i = 0; i < 2; i++) broker.Broker.Publish(new OutgoingMessage { Topic = "topic" });
            for (int i = 0; i < 2; i++)
            {
                PublishPacket message = await client.ReadAsync<PublishPacket>();
                Assert.Equal(("topic", null), (message.Topic, message.Properties?.TopicAlias));
            }

            await client.DisposeAsync();
        }
    }

    [Fact]
    public async Task We_give_out_no_more_than_our_own_bound()
    {
        await using TestBroker broker = await TestBroker.StartAsync(new MqttLimits { TopicAliasesToClientMax = 1 });
        RawClient client = await broker.ConnectRawAsync(properties: new PropertySet { TopicAliasMaximum = 65_535 });
        await client.SubscribeAsync("#", QualityOfService.AtMostOnce);
        foreach (string topic in new[] { "first", "second", "first" }) broker.Broker.Publish(new OutgoingMessage { Topic = topic });
        Assert.Equal((ushort?)1, (await client.ReadAsync<PublishPacket>()).Properties!.TopicAlias);
        Assert.Null((await client.ReadAsync<PublishPacket>()).Properties?.TopicAlias);
        Assert.Equal("", (await client.ReadAsync<PublishPacket>()).Topic);
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-3.3.2-7")]
    public async Task What_is_sent_again_on_a_new_connection_names_its_topic_again()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        var properties = new PropertySet { TopicAliasMaximum = 10, SessionExpirySeconds = 100 };
        RawClient client = await broker.ConnectRawAsync(properties: properties);
        await client.SubscribeAsync("topic", QualityOfService.AtLeastOnce);
        for (int i = 0; i < 2; i++) broker.Broker.Publish(new OutgoingMessage { Topic = "topic", Qos = QualityOfService.AtLeastOnce });
        Assert.Equal("topic", (await client.ReadAsync<PublishPacket>()).Topic);
        Assert.Equal("", (await client.ReadAsync<PublishPacket>()).Topic);
        await client.DisposeAsync();
        RawClient back = await broker.ConnectRawAsync(cleanStart: false, properties: properties);
        PublishPacket first = await back.ReadAsync<PublishPacket>();
        PublishPacket second = await back.ReadAsync<PublishPacket>();
        Assert.Equal(("topic", true, (ushort?)1), (first.Topic, first.Duplicate, first.Properties!.TopicAlias));
        Assert.Equal(("", true, (ushort?)1), (second.Topic, second.Duplicate, second.Properties!.TopicAlias));
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-3.1.2-24", "MQTT-3.1.2-25")]
    public async Task The_clients_packet_size_holds_with_an_alias_and_without()
    {
        const string Topic = "a/topic/of/twenty-1234";
        await using TestBroker broker = await TestBroker.StartAsync();
        // 2 header, 2 length, 22 topic, 1 property length: 27 bytes around the payload; three more set the alias; 8 once it is known.
        RawClient client = await broker.ConnectRawAsync(properties: new PropertySet { TopicAliasMaximum = 10, MaximumPacketBytes = 60 });
        await client.SubscribeAsync(Topic, QualityOfService.AtMostOnce);
        // Too large, fits only without an alias, fits with setting it, fits only because it is known, too large even so.
        foreach (int payload in new[] { 34, 33, 30, 52, 53 }) broker.Broker.Publish(new OutgoingMessage { Topic = Topic, Payload = new byte[payload] });
        var seen = new List<(string, int, int)>();
        for (int i = 0; i < 3; i++)
        {
            PublishPacket message = await client.ReadAsync<PublishPacket>();
            seen.Add((message.Topic, message.Payload.Length, message.Properties?.TopicAlias ?? 0));
        }

        Assert.Equal([(Topic, 33, 0), (Topic, 30, 1), ("", 52, 1)], seen);
        await client.AssertSilentAsync();
        Assert.Equal(2, broker.Broker.Metrics.DroppedCount(DropReason.TooLargeForClient));
    }

    [Fact]
    public async Task Many_publishers_at_once_never_send_an_alias_ahead_of_its_topic()
    {
        const int Publishers = 4;
        const int Each = 500;
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient client = await broker.ConnectRawAsync(properties: new PropertySet { TopicAliasMaximum = 50 });
        await client.SubscribeAsync("#", QualityOfService.AtMostOnce);
        Task[] publishers = [.. Enumerable.Range(0, Publishers).Select(seed => Task.Factory.StartNew(
            () =>
            {
                var random = new Random(seed);
                for (int i = 0; i < Each; i++)
                {
                    string topic = $"topic/{random.Next(100)}";
                    broker.Broker.Publish(new OutgoingMessage { Topic = topic, Payload = Encoding.UTF8.GetBytes(topic) });
                }
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        var aliases = new Dictionary<ushort, string>();
        for (int i = 0; i < Publishers * Each; i++)
        {
            PublishPacket message = await client.ReadAsync<PublishPacket>();
            string topic = message.Topic;
            if (message.Properties?.TopicAlias is { } alias)
            {
                if (topic.Length > 0) Assert.True(aliases.TryAdd(alias, topic));
                else topic = aliases[alias];
            }

            Assert.Equal(Encoding.UTF8.GetString(message.Payload), topic);
        }

        await Task.WhenAll(publishers);
        Assert.Equal(50, aliases.Count);
    }
}
