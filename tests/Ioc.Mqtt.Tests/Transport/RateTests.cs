using System.Net;
using Ioc.Mqtt.Broker;
using Ioc.Mqtt.Packets;
using Ioc.Mqtt.Tests.Rig;

namespace Ioc.Mqtt.Tests.Transport;

public sealed class RateTests
{
    private readonly FakeClock _clock = new();

    [Fact]
    public void An_address_may_connect_in_a_burst_and_then_steadily()
    {
        AddressTable table = Table(new MqttLimits { ConnectBurstPerAddressMax = 3, ConnectsPerSecondPerAddressMax = 2 });
        IPAddress one = IPAddress.Parse("192.0.2.1");
        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(_ => table.TryConnect(one, out CloseReason _)));
        Assert.False(table.TryConnect(one, out CloseReason refusal));
        Assert.Equal(CloseReason.ConnectionRateExceeded, refusal);
        Assert.True(table.TryConnect(IPAddress.Parse("192.0.2.2"), out _));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(_ => table.TryConnect(one, out CloseReason _)));
    }

    [Fact]
    public void Who_leaves_makes_room_for_another_of_its_address()
    {
        AddressTable table = Table(new MqttLimits { ConnectionsPerAddressMax = 2 });
        IPAddress one = IPAddress.Parse("192.0.2.1");
        Assert.True(table.TryConnect(one, out _) && table.TryConnect(one, out _));
        Assert.False(table.TryConnect(one, out CloseReason refusal));
        Assert.Equal(CloseReason.TooManyConnections, refusal);
        table.Disconnected(one);
        Assert.True(table.TryConnect(one, out _));
    }

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("0.0.0.0", "::", false)]
    public void An_address_is_one_of_IPv4_or_64_bits_of_IPv6(string one, string other, bool isSame)
    {
        AddressTable table = Table(new MqttLimits { ConnectionsPerAddressMax = 1 });
        Assert.True(table.TryConnect(IPAddress.Parse(one), out _));
        Assert.Equal(!isSame, table.TryConnect(IPAddress.Parse(other), out _));
    }

    [Fact]
    public void The_address_without_connections_that_was_seen_longest_ago_is_forgotten()
    {
        AddressTable table = Table(new MqttLimits { AddressesMax = 2, ConnectBurstPerAddressMax = 1, ConnectsPerSecondPerAddressMax = 1 });
        IPAddress[] addresses = [.. Enumerable.Range(1, 4).Select(i => new IPAddress([192, 0, 2, (byte)i]))];
        foreach (IPAddress address in addresses[..2]) Assert.True(table.TryConnect(address, out _));
        Assert.False(table.TryConnect(addresses[2], out _));
        table.Disconnected(addresses[1]);
        table.Disconnected(addresses[0]);
        Assert.True(table.TryConnect(addresses[2], out _));
        Assert.Equal(2, table.Count);
        Assert.False(table.TryConnect(addresses[0], out CloseReason known));
        Assert.Equal(CloseReason.ConnectionRateExceeded, known);
        Assert.True(table.TryConnect(addresses[1], out _));
    }

    [Fact]
    public async Task Beyond_the_rate_a_connection_is_closed_unheard()
    {
        await using TestBroker broker = await TestBroker.StartAsync(new MqttLimits { ConnectBurstPerAddressMax = 2, ConnectsPerSecondPerAddressMax = 1 });
        RawClient first = await broker.ConnectRawAsync("a");
        await broker.ConnectRawAsync("b");
        RawClient third = await broker.OpenAsync();
        await third.ReadEndAsync();
        Assert.Equal(1, broker.Broker.Metrics.Closes(CloseReason.ConnectionRateExceeded));
        broker.Clock.Advance(TimeSpan.FromSeconds(1));
        await broker.ConnectRawAsync("c");
        await first.AssertSilentAsync();
    }

    [Fact]
    public async Task After_too_many_failures_an_address_is_refused_unjudged_for_a_while()
    {
        await using TestBroker broker = await TestBroker.StartAsync(new MqttLimits { FailedAuthenticationsPerMinutePerAddressMax = 3 });
        int judged = 0;
        broker.Gate.Connect = _ => Interlocked.Increment(ref judged) <= 3 ? ReasonCode.BadUserNameOrPassword : ReasonCode.Success;
        for (int i = 0; i < 3; i++) Assert.Equal(ReasonCode.BadUserNameOrPassword, await AnswerAsync(broker));
        Assert.Equal(ReasonCode.ConnectionRateExceeded, await AnswerAsync(broker));
        Assert.Equal(3, judged);
        broker.Clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(ReasonCode.Success, await AnswerAsync(broker));
    }

    [Theory]
    [InlineData(10, 1_000_000_000)]
    [InlineData(1_000_000, 1_024)]
    public async Task Who_sends_more_than_it_may_is_read_more_slowly_and_loses_nothing(int publishesPerSecond, long bytesPerSecond)
    {
        await using TestBroker broker = await TestBroker.StartAsync(new MqttLimits { PublishesPerSecondMax = publishesPerSecond, BytesPerSecondMax = bytesPerSecond });
        RawClient client = await broker.ConnectRawAsync("a", keepAliveSeconds: 1);
        int timers = broker.Clock.TimerCount;
        string topic = "";
        bool IsPausedOrDone()
        {
            while (broker.Sink.TryNext(out SeenPublish? seen)) topic = seen!.Topic;
            return topic == "last" || broker.Clock.TimerCount > timers;
        }

        await client.SendAsync([.. Enumerable.Range(0, 30).Select(_ => new PublishPacket { Topic = "t", Payload = new byte[100] })]);
        await Patience.UntilAsync(IsPausedOrDone, "the client to be paused");
        int offered = broker.Sink.Offers;
        Assert.InRange(offered, 1, 30);
        await client.SendAsync(new PublishPacket { Topic = "last", Payload = "x"u8.ToArray() });
        broker.Clock.Advance(TimeSpan.FromMilliseconds(300));
        Assert.Equal(offered, broker.Sink.Offers);
        while (topic != "last")
        {
            // The pause goes far beyond the keep-alive: who is not read can't be heard. In steps below it, or a client that is read again and
            // has no thread yet to be read by would be judged as silent.
            broker.Clock.Advance(TimeSpan.FromSeconds(1));
            await Patience.UntilAsync(IsPausedOrDone, "the last message or the next pause");
        }

        Assert.Equal(31, broker.Sink.Offers);
    }

    [Fact]
    public async Task A_client_that_connects_too_often_is_refused_and_the_connection_it_has_goes_on()
    {
        await using TestBroker broker = await TestBroker.StartAsync(new MqttLimits { ConnectsPerMinutePerClientMax = 2 });
        // Who has not proved to be this client does not use it up.
        broker.Gate.Connect = _ => ReasonCode.BadUserNameOrPassword;
        for (int i = 0; i < 5; i++) Assert.Equal(ReasonCode.BadUserNameOrPassword, await AnswerAsync(broker));
        broker.Gate.Connect = _ => ReasonCode.Success;
        await broker.ConnectRawAsync("a");
        RawClient second = await broker.ConnectRawAsync("a");
        Assert.Equal(ReasonCode.ConnectionRateExceeded, await AnswerAsync(broker));
        await second.AssertSilentAsync();
        await broker.ConnectRawAsync("b");
        broker.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(ReasonCode.Success, await AnswerAsync(broker));
    }

    [Fact]
    public async Task After_too_many_failures_in_its_name_a_client_is_heard_only_from_where_it_was_or_nothing_failed()
    {
        await using TestBroker broker = await TestBroker.StartAsync(new MqttLimits { FailedAuthenticationsPerMinutePerClientMax = 3 });
        await broker.ConnectRawAsync("a");
        int judged = 0;
        broker.Gate.Connect = _ =>
        {
            judged++;
            return ReasonCode.BadUserNameOrPassword;
        };
        IPAddress elsewhere = new([127, 0, 0, 4]);
        for (int i = 2; i < 5; i++) Assert.Equal(ReasonCode.BadUserNameOrPassword, await AnswerAsync(broker, from: new IPAddress([127, 0, 0, (byte)i])));
        Assert.Equal(ReasonCode.ConnectionRateExceeded, await AnswerAsync(broker, from: elsewhere));
        Assert.Equal(3, judged);
        // The device itself may have moved: where nothing has failed one is judged, and after a wrong guess no more.
        IPAddress blameless = new([127, 0, 0, 9]);
        Assert.Equal(ReasonCode.BadUserNameOrPassword, await AnswerAsync(broker, from: blameless));
        Assert.Equal(ReasonCode.ConnectionRateExceeded, await AnswerAsync(broker, from: blameless));
        Assert.Equal(ReasonCode.BadUserNameOrPassword, await AnswerAsync(broker, "b", elsewhere));
        broker.Gate.Connect = _ => ReasonCode.Success;
        Assert.Equal(ReasonCode.Success, await AnswerAsync(broker));
        broker.Clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(ReasonCode.Success, await AnswerAsync(broker, from: elsewhere));
    }

    [Theory]
    [InlineData(10, 1_000_000_000)]
    [InlineData(1_000_000, 1_024)]
    public async Task What_a_client_owes_its_next_connection_pays(int publishesPerSecond, long bytesPerSecond)
    {
        await using TestBroker broker = await TestBroker.StartAsync(new MqttLimits { PublishesPerSecondMax = publishesPerSecond, BytesPerSecondMax = bytesPerSecond });
        RawClient first = await broker.ConnectRawAsync("a");
        int timers = broker.Clock.TimerCount;
        var publish = new PublishPacket { Topic = "t", Payload = new byte[100] };
        await first.SendAsync([.. Enumerable.Range(0, 30).Select(_ => publish)]);
        await Patience.UntilAsync(() => broker.Clock.TimerCount > timers, "the client to be paused");
        Assert.True(broker.Broker.Disconnect("a", ReasonCode.AdministrativeAction));
        await broker.Observer.UntilAsync("disconnected a AdministrativeAction");
        await Patience.UntilAsync(() => broker.Clock.TimerCount == timers, "the pause to be over");
        RawClient second = await broker.ConnectRawAsync("a");
        await second.SendAsync(publish);
        await Patience.UntilAsync(() => broker.Clock.TimerCount > timers, "the client to be paused again");
    }

    [Fact]
    public void Clients_are_remembered_for_a_minute_or_two_and_not_without_bound()
    {
        var table = new ClientTable(new MqttLimits { ClientsRememberedMax = 2, ConnectsPerMinutePerClientMax = 1 }, new BrokerClock(_clock));
        Assert.True(table.TryConnect("a"));
        Assert.False(table.TryConnect("a"));
        for (int i = 0; i < 20; i++)
        {
            Assert.True(table.TryConnect($"{i}"));
            Assert.InRange(table.Count, 1, 4);
        }

        Assert.False(table.TryConnect("19"));
        _clock.Advance(TimeSpan.FromMinutes(2));
        Assert.True(table.TryConnect("b"));
        Assert.Equal(1, table.Count);
    }

    private static async Task<ReasonCode> AnswerAsync(TestBroker broker, string clientId = "a", IPAddress? from = null)
    {
        RawClient client = await broker.OpenAsync(from: from);
        await client.SendAsync(new ConnectPacket { Version = ProtocolVersion.V500, ClientId = clientId, CleanStart = true });
        return (await client.ReadAsync<ConnAckPacket>()).Reason;
    }

    private AddressTable Table(MqttLimits limits) => new(limits, new BrokerClock(_clock));
}
