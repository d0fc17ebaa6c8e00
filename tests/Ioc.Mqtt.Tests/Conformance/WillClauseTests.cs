using Ioc.Mqtt.Packets;
using Ioc.Mqtt.Tests.Rig;

namespace Ioc.Mqtt.Tests.Conformance;

/// <summary>Clauses about wills that the tests of the will schedule leave open.</summary>
public sealed class WillClauseTests
{
    [Theory]
    [InlineData(ProtocolVersion.V311, true)]
    [InlineData(ProtocolVersion.V311, false)]
    [InlineData(ProtocolVersion.V500, true)]
    [InlineData(ProtocolVersion.V500, false)]
    [Clause(ProtocolVersion.V500, "MQTT-3.1.2-14", "MQTT-3.1.2-15", "MQTT-3.1.2-10")]
    [Clause(ProtocolVersion.V311, "MQTT-3.1.2-16", "MQTT-3.1.2-17", "MQTT-3.1.2-10", "MQTT-3.1.2-12")]
    public async Task A_will_is_retained_as_it_asks_and_published_once(ProtocolVersion version, bool retain)
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient watcher = await broker.ConnectRawAsync("w");
        await watcher.SubscribeAsync("will", QualityOfService.AtMostOnce);
        RawClient device = await broker.ConnectRawAsync("a", version, will: new WillMessage { Topic = "will", Payload = [1], Retain = retain });
        device.Socket.Dispose();
        PublishPacket will = await watcher.ReadAsync<PublishPacket>();
        Assert.Equal((1, false), (will.Payload[0], will.Retain));
        Assert.Equal(retain ? 1 : 0, broker.Broker.RetainedCount);
        RawClient without = await broker.ConnectRawAsync("a", version);
        without.Socket.Dispose();
        await broker.Observer.UntilAsync("disconnected a TransportClosed");
        await broker.Observer.UntilAsync("disconnected a TransportClosed");
        broker.Clock.Advance(TimeSpan.FromSeconds(2));
        await watcher.AssertSilentAsync();
    }

    [Theory]
    [InlineData(ProtocolVersion.V311)]
    [InlineData(ProtocolVersion.V500)]
    [Clause(ProtocolVersion.V311, "MQTT-3.14.4-3", "MQTT-3.14.4-2", "MQTT-3.1.2-10")]
    [Clause(ProtocolVersion.V500, "MQTT-3.14.4-3", "MQTT-3.14.4-1")]
    public async Task DISCONNECT_deletes_the_will_and_nothing_behind_it_is_read(ProtocolVersion version)
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient device = await broker.ConnectRawAsync("a", version, will: new WillMessage { Topic = "will", Payload = [1] });
        await device.SendAsync(new DisconnectPacket(), new PublishPacket { Topic = "t" });
        await device.ReadEndAsync();
        await broker.Observer.UntilAsync("disconnected a ClientDisconnected");
        broker.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(0, broker.Sink.Offers);
    }

    [Theory]
    [InlineData(ProtocolVersion.V311)]
    [InlineData(ProtocolVersion.V500)]
    [Clause("MQTT-3.14.1-1")]
    public async Task A_DISCONNECT_with_reserved_bits_is_a_failure_and_the_will_goes_out(ProtocolVersion version)
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient device = await broker.ConnectRawAsync("a", version, will: new WillMessage { Topic = "will", Payload = [1] });
        await device.SendAsync(0xE1, 0x00);
        Assert.True((await broker.Sink.NextAsync()).IsWill);
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-3.1.3-10", "MQTT-3.1.2-9")]
    public async Task The_properties_of_a_will_reach_subscribers_in_their_order()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient watcher = await broker.ConnectRawAsync("w");
        await watcher.SubscribeAsync("will", QualityOfService.AtMostOnce);
        var properties = new PropertySet { PayloadIsUtf8 = true, ContentType = "text", ResponseTopic = "r", CorrelationData = [7], MessageExpirySeconds = 60 };
        UserProperty[] users = [new("k", "2"), new("a", "1"), new("k", "1"), new("k", "2")];
        properties.UserProperties.AddRange(users);
        RawClient device = await broker.ConnectRawAsync("a", will: new WillMessage { Topic = "will", Payload = [1], Properties = properties });
        device.Socket.Dispose();
        PropertySet got = (await watcher.ReadAsync<PublishPacket>()).Properties!;
        Assert.Equal(users, got.UserProperties);
        Assert.Equal((true, "text", "r", 60u), (got.PayloadIsUtf8, got.ContentType, got.ResponseTopic, got.MessageExpirySeconds));
        Assert.Equal([7], got.CorrelationData!);
    }
}
