using Ioc.Devices.Alerts;
using Ioc.Devices.Twins;
using Ioc.Silo.Changes;
using Ioc.Silo.Twins;

namespace Ioc.Silo.Tests.Engine;

public sealed class ChangeTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task A_change_comes_once_in_a_batch_that_follows_the_snapshot()
    {
        await using var silo = await SiloHarness.StartAsync();
        using var subscription = await silo.SubscribeAsync();
        Assert.Equal(5, subscription.Snapshot.Twins.Count);
        Assert.All(subscription.Snapshot.Twins, brief => Assert.Equal(Health.Unknown, brief.Health));
        silo.Telemetry("lsp-1", """{"seq":1,"volume_percent":70}""");
        silo.Telemetry("lsp-1", """{"seq":2,"volume_percent":71}""");
        await silo.SettleAsync();
        silo.Time.Advance(Tick);
        var batch = await subscription.Batches.ReadAsync();
        Assert.Equal((subscription.Snapshot.Version, subscription.Snapshot.Version + 1), (batch.From, batch.Version));
        Assert.Equal(Health.Ok, Assert.Single(batch.Twins).Health);
        silo.Telemetry("lsp-1", """{"seq":3,"volume_percent":72}""");
        await silo.SettleAsync();
        silo.Time.Advance(Tick);
        Assert.False(subscription.Batches.TryRead(out _), "a message that changes nothing a map shows was sent");
    }

    [Fact]
    public async Task Snapshots_taken_while_everything_changes_miss_nothing()
    {
        await using var silo = await SiloHarness.StartAsync();
        var random = new Random(11);
        var replicas = new List<Replica>();
        for (var step = 0; step < 150; step++)
        {
            silo.Telemetry($"lsp-{1 + random.Next(3)}", $$"""{"seq":{{step}},"mains_ok":{{(random.Next(2) == 0 ? "true" : "false")}},"playing":{{(random.Next(2) == 0 ? "true" : "false")}},"playing_broadcast":"b"}""");
            if (step % 10 == 0)
                replicas.Add(new Replica(await silo.SubscribeAsync(unit: step % 20 == 0 ? null : "10001")));
            if (random.Next(3) == 0)
                silo.Time.Advance(TimeSpan.FromMilliseconds(random.Next(1_500)));
            foreach (var replica in replicas)
                replica.Follow();
        }

        await silo.PassAsync(1);
        silo.Time.Advance(Tick);
        var now = (await silo.SubscribeAsync()).Snapshot;
        var commune = (await silo.SubscribeAsync(unit: "10001")).Snapshot;
        for (var index = 0; index < replicas.Count; index++)
        {
            replicas[index].Follow();
            replicas[index].AssertEqual(index % 2 == 0 ? now : commune);
        }
    }

    [Fact]
    public async Task A_subscriber_that_lags_loses_its_channel_and_the_others_do_not()
    {
        await using var silo = await SiloHarness.StartAsync();
        using var lazy = await silo.SubscribeAsync();
        using var keen = await silo.SubscribeAsync();
        var read = 0;
        for (var round = 0; round <= EngineLimits.BatchesPerSubscriber; round++)
        {
            silo.Telemetry("lsp-1", $$"""{"seq":{{round + 2}},"playing_broadcast":"b","playing":{{(round % 2 == 0 ? "true" : "false")}}}""");
            await silo.SettleAsync();
            silo.Time.Advance(Tick);
            while (keen.Batches.TryRead(out _))
                read++;
        }

        Assert.True(read > EngineLimits.BatchesPerSubscriber);
        Assert.False(keen.Batches.Completion.IsCompleted);
        while (lazy.Batches.TryRead(out _))
        {
        }

        await lazy.Batches.Completion.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_quiet_scope_gets_a_heartbeat_that_keeps_its_version()
    {
        await using var silo = await SiloHarness.StartAsync();
        using var subscription = await silo.SubscribeAsync(unit: "10002");
        silo.Time.Advance(TimeSpan.FromSeconds(EngineLimits.HeartbeatSeconds + 1));
        var batch = await subscription.Batches.ReadAsync();
        Assert.Equal((subscription.Snapshot.Version, subscription.Snapshot.Version), (batch.From, batch.Version));
        Assert.Empty(batch.Twins);
    }

    [Fact]
    public async Task A_device_scope_gets_the_whole_twin_at_every_change_and_stops_when_disposed()
    {
        await using var silo = await SiloHarness.StartAsync();
        var first = await silo.SubscribeAsync(device: "lsp-1");
        Assert.Equal("lsp-1", first.Snapshot.Twin!.Device.Id);
        silo.Telemetry("lsp-1", """{"seq":1,"volume_percent":70}""");
        await silo.SettleAsync();
        silo.Time.Advance(Tick);
        var batch = await first.Batches.ReadAsync();
        Assert.Equal("70", batch.Twin!.Telemetry["volume_percent"]!.ToJsonString());
        using var second = await silo.SubscribeAsync(device: "lsp-1");
        Assert.Equal(batch.Version, second.Snapshot.Version);
        Assert.Equal("70", second.Snapshot.Twin!.Telemetry["volume_percent"]!.ToJsonString());
        first.Dispose();
        await first.Batches.Completion.WaitAsync(TimeSpan.FromSeconds(10));
        silo.Telemetry("lsp-1", """{"seq":2,"volume_percent":71}""");
        await silo.SettleAsync();
        silo.Time.Advance(Tick);
        var next = await second.Batches.ReadAsync();
        Assert.Equal((second.Snapshot.Version, "71"), (next.From, next.Twin!.Telemetry["volume_percent"]!.ToJsonString()));
        Assert.Null((await silo.SubscribeAsync(device: "nobody")).Snapshot.Twin);
    }

    /// <summary>What a browser keeps: the snapshot and every batch after it.</summary>
    private sealed class Replica(ChangeSubscription subscription)
    {
        private readonly Dictionary<int, TwinBrief> _twins = subscription.Snapshot.Twins.ToDictionary(brief => brief.Handle);
        private readonly Dictionary<string, Alert> _alerts = subscription.Snapshot.Alerts.ToDictionary(alert => alert.Id);
        private long _version = subscription.Snapshot.Version;

        public void Follow()
        {
            while (subscription.Batches.TryRead(out var batch))
            {
                Assert.Equal(_version, batch.From);
                _version = batch.Version;
                foreach (var brief in batch.Twins)
                    _twins[brief.Handle] = brief;
                foreach (var alert in batch.Alerts)
                {
                    if (alert.State == AlertState.Cleared)
                        _alerts.Remove(alert.Id);
                    else
                        _alerts[alert.Id] = alert;
                }
            }
        }

        public void AssertEqual(OverviewSnapshot truth)
        {
            Assert.False(subscription.Batches.Completion.IsCompleted);
            Assert.Equal(truth.Twins.Select(Drawn).Order(), _twins.Values.Select(Drawn).Order());
            Assert.Equal(truth.Alerts.Select(alert => $"{alert.Id} {alert.State}").Order(), _alerts.Values.Select(alert => $"{alert.Id} {alert.State}").Order());
        }

        private static (int Handle, Health Health, ulong Conditions, bool Playing) Drawn(TwinBrief brief) =>
            (brief.Handle, brief.Health, brief.Conditions, brief.Playing);
    }
}
