using Ioc.Mqtt.Packets;
using Ioc.Mqtt.Tests.Rig;

namespace Ioc.Mqtt.Tests.Broker;

/// <summary>The arrays of delivered messages carry the next ones: who still needs an old message must find it unchanged.</summary>
public sealed class MessageReuseTests
{
    private const int Others = 50;

    [Fact]
    public async Task A_message_not_yet_acknowledged_is_sent_again_as_it_was_after_many_others_were_delivered()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        var kept = new PropertySet { SessionExpirySeconds = 60 };
        RawClient slow = await broker.ConnectRawAsync("slow", properties: kept);
        await slow.SubscribeAsync("slow/#", QualityOfService.AtLeastOnce);
        RawClient publisher = await broker.ConnectRawAsync("publisher");
        await PublishAsync(publisher, "slow/first", "the first");
        Assert.Equal("the first", Text(await slow.ReadAsync<PublishPacket>()));
        await RelayOthersAsync(broker, publisher);
        await slow.DisposeAsync();
        RawClient back = await broker.ConnectRawAsync("slow", cleanStart: false, properties: kept);
        PublishPacket again = await back.ReadAsync<PublishPacket>();
        Assert.True(again.Duplicate);
        Assert.Equal(("slow/first", "the first"), (again.Topic, Text(again)));
    }

    [Fact]
    public async Task A_message_waiting_for_an_absent_client_is_sent_as_it_was()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        var kept = new PropertySet { SessionExpirySeconds = 60 };
        RawClient absent = await broker.ConnectRawAsync("absent", properties: kept);
        await absent.SubscribeAsync("absent/#", QualityOfService.AtLeastOnce);
        await absent.SendAsync(new DisconnectPacket());
        await absent.ReadEndAsync();
        RawClient publisher = await broker.ConnectRawAsync("publisher");
        await PublishAsync(publisher, "absent/first", "the first");
        await RelayOthersAsync(broker, publisher);
        RawClient back = await broker.ConnectRawAsync("absent", cleanStart: false, properties: kept);
        PublishPacket waited = await back.ReadAsync<PublishPacket>();
        Assert.Equal(("absent/first", "the first"), (waited.Topic, Text(waited)));
    }

    [Fact]
    public async Task A_retained_message_stays_as_it_was_while_others_come_and_go()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient publisher = await broker.ConnectRawAsync("publisher");
        await PublishAsync(publisher, "state/first", "the state", retain: true);
        await RelayOthersAsync(broker, publisher);
        RawClient late = await broker.ConnectRawAsync("late");
        await late.SubscribeAsync("state/#", QualityOfService.AtLeastOnce);
        PublishPacket state = await late.ReadAsync<PublishPacket>();
        Assert.Equal(("state/first", "the state"), (state.Topic, Text(state)));
        await late.SendAsync(new AckPacket(PacketType.PubAck) { PacketId = state.PacketId });
        await RelayOthersAsync(broker, publisher);
        RawClient later = await broker.ConnectRawAsync("later");
        await later.SubscribeAsync("state/#", QualityOfService.AtLeastOnce);
        Assert.Equal("the state", Text(await later.ReadAsync<PublishPacket>()));
    }

    /// <summary>Messages of the same size through another client, who acknowledges each: their arrays go round.</summary>
    private static async Task RelayOthersAsync(TestBroker broker, RawClient publisher)
    {
        await using RawClient other = await broker.ConnectRawAsync("other");
        await other.SubscribeAsync("other/#", QualityOfService.AtLeastOnce);
        for (int i = 0; i < Others; i++)
        {
            await PublishAsync(publisher, "other/topic", $"other {i:000}");
            PublishPacket message = await other.ReadAsync<PublishPacket>();
            Assert.Equal($"other {i:000}", Text(message));
            await other.SendAsync(new AckPacket(PacketType.PubAck) { PacketId = message.PacketId });
            await other.AssertSilentAsync();
        }
    }

    private static async Task PublishAsync(RawClient publisher, string topic, string text, bool retain = false)
    {
        await publisher.SendAsync(new PublishPacket
        {
            Topic = topic,
            Payload = System.Text.Encoding.UTF8.GetBytes(text),
            Qos = QualityOfService.AtLeastOnce,
            Retain = retain,
            PacketId = 7,
        });
        Assert.Equal(7, (await publisher.ReadAsync<AckPacket>()).PacketId);
    }

    private static string Text(PublishPacket packet) => System.Text.Encoding.UTF8.GetString(packet.Payload);
}
