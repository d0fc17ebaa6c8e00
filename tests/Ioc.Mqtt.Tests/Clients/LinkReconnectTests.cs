using Ioc.Mqtt.Client;
using Ioc.Mqtt.Packets;
using Ioc.Mqtt.Tests.Rig;

namespace Ioc.Mqtt.Tests.Clients;

public sealed class LinkReconnectTests
{
    [Fact]
    public void Waits_double_under_a_ceiling_and_are_spread_evenly_below_it()
    {
        var limits = new ClientLimits { ReconnectFirstMilliseconds = 100, ReconnectSecondsMax = 2 };
        double[] ceilings = [0.1, 0.2, 0.4, 0.8, 1.6, 2, 2, 2];
        var shares = new List<double>();
        for (int seed = 0; seed < 200; seed++)
        {
            var pace = new ReconnectPace(limits, new Random(seed));
            foreach (double ceiling in ceilings)
            {
                TimeSpan wait = pace.Next(LinkFault.Of(new IOException("gone")), TimeSpan.Zero);
                Assert.InRange(wait.TotalSeconds, 0, ceiling);
                shares.Add(wait.TotalSeconds / ceiling);
            }
        }

        // Full jitter: as many in each quarter of the range as in any other, within what 1,600 draws allow.
        Assert.All(Enumerable.Range(0, 4), quarter => Assert.InRange(shares.Count(share => (int)(share * 4) == quarter), 320, 480));
    }

    [Fact]
    public void A_connection_that_dies_young_keeps_the_wait_growing_and_one_that_held_starts_anew()
    {
        var pace = new ReconnectPace(new ClientLimits { StableSeconds = 10, ReconnectFirstMilliseconds = 100 }, new Random(1));
        var fault = LinkFault.Of(new IOException("gone"));
        for (int i = 0; i < 10; i++) pace.Next(fault, TimeSpan.FromSeconds(9));
        Assert.True(Enumerable.Range(0, 20).Max(_ => pace.Next(fault, TimeSpan.FromSeconds(1))) > TimeSpan.FromSeconds(30));
        Assert.InRange(pace.Next(fault, TimeSpan.FromSeconds(10)).TotalSeconds, 0, 0.1);
    }

    [Theory]
    [InlineData(ReasonCode.BadUserNameOrPassword, true)]
    [InlineData(ReasonCode.NotAuthorized, true)]
    [InlineData(ReasonCode.UseAnotherServer, true)]
    [InlineData(ReasonCode.ServerUnavailable, false)]
    [InlineData(ReasonCode.ConnectionRateExceeded, false)]
    public async Task A_refusal_is_told_and_what_needs_a_person_is_tried_slowly(ReasonCode reason, bool slowly)
    {
        await using var broker = new ScriptedBroker();
        var clock = new FakeClock();
        await using var link = new TestLink(TestLink.Options(broker.Port), clock);
        await broker.AcceptAsync(reason: reason, properties: new PropertySet { ServerReference = "elsewhere.example", ReasonString = "not here" });
        LinkStatus down = await link.DownAsync();
        Assert.Equal(reason, down.Code);
        Assert.Contains("not here", down.Detail, StringComparison.Ordinal);
        Assert.Contains("elsewhere.example", down.Detail, StringComparison.Ordinal);
        if (slowly) Assert.InRange(down.RetryIn.TotalSeconds, 30, 60);
        else Assert.InRange(down.RetryIn.TotalSeconds, 0, 0.5);
        clock.Advance(down.RetryIn);
        await broker.AcceptAsync();
        await link.UpAsync();
    }

    [Fact]
    public async Task A_server_that_moved_is_reported_and_not_followed()
    {
        await using var broker = new ScriptedBroker();
        await using var other = new ScriptedBroker();
        var clock = new FakeClock();
        await using var link = new TestLink(TestLink.Options(broker.Port), clock);
        (RawClient connection, _) = await broker.AcceptAsync();
        await link.UpAsync();
        await connection.SendAsync(new DisconnectPacket { Reason = ReasonCode.ServerMoved, Properties = new PropertySet { ServerReference = $"127.0.0.1:{other.Port}" } });
        LinkStatus down = await link.DownAsync();
        Assert.Equal(ReasonCode.ServerMoved, down.Code);
        Assert.Contains($"127.0.0.1:{other.Port}", down.Detail, StringComparison.Ordinal);
        Assert.InRange(down.RetryIn.TotalSeconds, 30, 60);
        clock.Advance(down.RetryIn);
        await broker.AcceptAsync();
        await link.UpAsync();
    }

    [Fact]
    public async Task A_refused_subscription_is_a_fault_and_not_a_silence()
    {
        await using var broker = new ScriptedBroker();
        await using var link = new TestLink(
            TestLink.Options(broker.Port), new FakeClock(), o => o with { Subscriptions = [new MqttSubscription("$share/g/a", QualityOfService.AtLeastOnce)] });
        (RawClient connection, _) = await broker.AcceptAsync();
        SubscribePacket asked = await connection.ReadAsync<SubscribePacket>();
        await connection.SendAsync(new SubAckPacket { PacketId = asked.PacketId, Reasons = [ReasonCode.SharedSubscriptionsNotSupported] });
        LinkStatus down = await link.DownAsync();
        Assert.Contains("$share/g/a", down.Detail, StringComparison.Ordinal);
        Assert.InRange(down.RetryIn.TotalSeconds, 30, 60);
    }

    [Fact]
    public async Task A_session_that_is_present_is_not_subscribed_again_but_for_what_came_since()
    {
        await using var broker = new ScriptedBroker();
        var clock = new FakeClock();
        await using var link = new TestLink(
            TestLink.Options(broker.Port), clock, o => o with { Subscriptions = [new MqttSubscription("a", QualityOfService.AtLeastOnce)] });
        // The first time it is asked for even so: the session may be older than this program, and hold other filters.
        (RawClient first, _) = await broker.AcceptAsync(sessionPresent: true);
        Assert.Equal(["a"], (await ScriptedBroker.GrantAsync(first)).Entries.Select(entry => entry.Filter));
        await link.UpAsync();
        first.Socket.Dispose();
        clock.Advance((await link.DownAsync()).RetryIn);
        (RawClient second, _) = await broker.AcceptAsync(sessionPresent: true);
        await link.UpAsync();
        await ScriptedBroker.AssertQuietAsync(second);
        second.Socket.Dispose();
        LinkStatus down = await link.DownAsync();
        Assert.Null(await link.Link.SubscribeAsync(new MqttSubscription("b", QualityOfService.AtLeastOnce) { Identifier = 5 }));
        clock.Advance(down.RetryIn);
        (RawClient third, _) = await broker.AcceptAsync(sessionPresent: true);
        SubscribePacket[] asked = [await ScriptedBroker.GrantAsync(third), await ScriptedBroker.GrantAsync(third)];
        Assert.Equal([("a", 0u), ("b", 5u)], asked.Select(one => (one.Entries[0].Filter, one.Properties?.SubscriptionIdentifiers[0] ?? 0)));
    }

    [Fact]
    public async Task A_broker_that_is_not_there_is_tried_until_it_is()
    {
        var gone = new ScriptedBroker();
        int port = gone.Port;
        await gone.DisposeAsync();
        var clock = new FakeClock();
        await using var link = new TestLink(TestLink.Options(port), clock);
        for (int i = 0; i < 5; i++) clock.Advance((await link.DownAsync()).RetryIn);
        await link.DownAsync();
        Assert.False(link.Link.IsUp);
    }

    [Fact]
    public void Options_that_cannot_keep_a_session_are_refused_all_at_once()
    {
        var options = new MqttLinkOptions
        {
            Connection = new MqttClientOptions { Host = "h", OnMessage = (_, _) => ValueTask.CompletedTask, Tls = new ClientTls { CaFile = "/missing.pem", KeyFile = "/k" } },
        };
        var refused = Assert.Throws<ArgumentException>(() => new MqttLink(options, TimeProvider.System, new Random(1)));
        Assert.All(
            (string[])["client id", "SessionExpirySeconds", "OnMessage", "/missing.pem", "needs both files", "/k"],
            part => Assert.Contains(part, refused.Message, StringComparison.Ordinal));
    }
}
