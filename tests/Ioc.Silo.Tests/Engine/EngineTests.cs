using Ioc.Devices.Alerts;
using Ioc.Devices.Twins;
using Ioc.Silo.Alerts;
using Ioc.Silo.Journal;

namespace Ioc.Silo.Tests.Engine;

public sealed class EngineTests
{
    private static readonly CancellationToken Never = CancellationToken.None;

    [Fact]
    public async Task Telemetry_reaches_the_twin_and_an_alert_is_raised_acknowledged_and_cleared()
    {
        await using var silo = await SiloHarness.StartAsync();
        silo.Telemetry("lsp-1", """{"seq":1,"line_state":"open","amplifier_on":true,"volume_percent":70}""");
        await silo.PassAsync(60);
        var view = (await silo.Engine.AskAsync("lsp-1", Never))!;
        Assert.Equal("open", (string?)view.Telemetry["line_state"]);
        var alert = Assert.Single(silo.Alerts.Open, alert => alert.Condition == "speaker-line-open");
        Assert.Equal(AlertState.Raised, alert.State);

        var acknowledged = (await silo.Alerts.AcknowledgeAsync(alert.Id, "lan", Never))!;
        Assert.Equal(AlertState.Acknowledged, acknowledged.State);
        Assert.Equal("lan", acknowledged.AcknowledgedBy);
        Assert.Equal(AlertState.Acknowledged, (await silo.Alerts.AcknowledgeAsync(alert.Id, "minh", Never))!.State);
        Assert.Null(await silo.Alerts.AcknowledgeAsync("a-unknown", "lan", Never));

        silo.Telemetry("lsp-1", """{"seq":2,"line_state":"ok"}""");
        await silo.PassAsync(1);
        silo.Telemetry("lsp-1", """{"seq":3,"line_state":"ok"}""");
        await silo.PassAsync(20);
        silo.Telemetry("lsp-1", """{"seq":4,"line_state":"ok"}""");
        await silo.PassAsync(1);
        Assert.DoesNotContain("speaker-line-open", silo.Conditions("lsp-1"));
        Assert.Equal(AlertState.Cleared, (await silo.Alerts.FindAsync(alert.Id, Never))!.State);
    }

    [Fact]
    public async Task A_device_registered_while_the_journal_stands_still_is_there_blank_and_its_twin_follows()
    {
        await using var silo = await SiloHarness.StartAsync();
        silo.Disk.BytesLeft = 0;
        var model = silo.Registry.Current.DevicesById["wifi-1"];
        await silo.Registry.PutDevicesAsync([model with { Id = "wifi-2", Handle = 0 }], Never);

        var view = (await silo.Engine.AskAsync("wifi-2", Never))!;
        Assert.Equal((Health.Unknown, 0, 0), (view.Health, view.MessagesTotal, view.Telemetry.Count));
        Assert.Null(view.LastSeenAt);
        Assert.Null(view.Online);
        using (var subscription = await silo.SubscribeAsync(device: "wifi-2"))
            Assert.NotNull(subscription);
        Assert.Null(await silo.Engine.AskAsync("wifi-3", Never));

        // What the full disk did not take is told again at a tick.
        Assert.True(SpinWait.SpinUntil(() => !silo.Intake.IsAccepting(out _), TimeSpan.FromSeconds(10)), "the journal did not notice the full disk");
        silo.Disk.BytesLeft = long.MaxValue;
        silo.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(SpinWait.SpinUntil(() => silo.Intake.IsAccepting(out _), TimeSpan.FromSeconds(10)), "the journal did not recover at the tick");
        await silo.PassAsync(2);
        Assert.NotNull(silo.Get<SiloParts>().ShardOf(view.Device.Handle).Slots.Find(view.Device.Handle));
    }

    [Fact]
    public async Task Silence_becomes_offline_by_ticks_and_a_message_clears_it()
    {
        await using var silo = await SiloHarness.StartAsync();
        silo.Telemetry("lsp-1", """{"seq":1,"volume_percent":70}""");
        await silo.PassAsync(29);
        Assert.Empty(silo.Conditions("lsp-1"));
        await silo.PassAsync(3);
        Assert.Equal(["offline"], silo.Conditions("lsp-1"));
        Assert.Empty(silo.Conditions("lsp-2"));
        silo.Telemetry("lsp-1", """{"seq":2,"volume_percent":70}""");
        await silo.SettleAsync();
        Assert.Empty(silo.Conditions("lsp-1"));
    }

    [Fact]
    public async Task A_suspended_process_raises_nothing_for_the_time_it_could_not_hear()
    {
        await using var silo = await SiloHarness.StartAsync();
        silo.Telemetry("lsp-1", """{"seq":1,"volume_percent":70}""");
        await silo.PassAsync(5);
        silo.Time.UtcNow += TimeSpan.FromHours(3);
        await silo.PassAsync(2);
        Assert.Empty(silo.Conditions("lsp-1"));
        await silo.PassAsync(40);
        Assert.Equal(["offline"], silo.Conditions("lsp-1"));
    }

    [Fact]
    public async Task A_server_clock_that_was_ahead_and_is_corrected_keeps_neither_silence_nor_pending_alerts_from_being_judged()
    {
        await using var silo = await SiloHarness.StartAsync();
        silo.Time.UtcNow += TimeSpan.FromHours(1);
        await silo.PassAsync(1);
        silo.Telemetry("lsp-1", """{"seq":1,"volume_percent":70}""");
        silo.Telemetry("wifi-1", """{"seq":1,"backhaul_up":false}""");
        await silo.PassAsync(1);
        silo.Time.UtcNow -= TimeSpan.FromHours(1);
        for (var second = 0; second < 20; second += 5)
        {
            await silo.PassAsync(5);
            silo.Telemetry("wifi-1", $$"""{"seq":{{second + 2}},"backhaul_up":false}""");
        }

        await silo.PassAsync(15);
        Assert.Equal(["offline"], silo.Conditions("lsp-1"));
        Assert.Equal(["backhaul-down"], silo.Conditions("wifi-1"));
    }

    [Fact]
    public async Task A_clock_that_jumps_while_nobody_can_be_heard_calls_nobody_offline()
    {
        await using var silo = await SiloHarness.StartAsync();
        silo.Telemetry("lsp-1", """{"seq":1,"volume_percent":70}""");
        await silo.PassAsync(1);
        silo.Tell(EntryKind.ListeningStopped);
        silo.Time.UtcNow += TimeSpan.FromHours(1);
        await silo.PassAsync(120);
        Assert.Empty(silo.Alerts.Open);
        silo.Tell(EntryKind.ListeningStarted);
        await silo.PassAsync(120);
        Assert.Equal(["offline"], silo.Conditions("lsp-1"));
    }

    [Fact]
    public async Task A_clock_at_2099_that_is_corrected_while_nobody_runs_is_forgotten_at_the_start()
    {
        await using var silo = await SiloHarness.StartAsync(withProvince: false);
        var ahead = TimeSpan.FromDays(73 * 365);
        silo.Time.UtcNow += ahead;
        await silo.PutProvinceAsync();
        silo.Telemetry("lsp-1", """{"seq":1,"volume_percent":70}""");
        await silo.PassAsync(1);
        Assert.True(silo.Lifetime.TryCheckpoint());
        await silo.CrashAndRestartAsync(() => silo.Time.UtcNow -= ahead);

        // Heard for the first time after the correction, registered before it.
        silo.Telemetry("lsp-2", """{"seq":1,"volume_percent":70}""");
        await silo.PassAsync(29);
        Assert.Empty(silo.Alerts.Open);
        await silo.PassAsync(3);
        Assert.Equal(["offline"], silo.Conditions("lsp-1"));
        Assert.Equal(["offline"], silo.Conditions("lsp-2"));
        Assert.True((await silo.Engine.AskAsync("lsp-1", Never))!.LastSeenAt <= silo.Time.UtcNow);
    }

    [Fact]
    public async Task A_restart_after_hours_raises_nothing_for_the_time_nobody_listened()
    {
        await using var silo = await SiloHarness.StartAsync();
        silo.Telemetry("lsp-1", """{"seq":1,"volume_percent":70}""");
        await silo.SettleAsync();
        await silo.Lifetime.AbandonAsync();
        silo.Time.Advance(TimeSpan.FromHours(5));
        await silo.CrashAndRestartAsync();
        await silo.PassAsync(20);
        Assert.Empty(silo.Alerts.Open);
    }

    [Fact]
    public async Task A_site_that_fails_alone_leaves_its_hamlet_dark_and_says_how_many_people()
    {
        await using var silo = await SiloHarness.StartAsync();
        silo.Telemetry("site-1", """{"seq":1,"state":"up"}""");
        await silo.SettleAsync();
        silo.Telemetry("site-1", """{"seq":2,"state":"down"}""");
        await silo.PassAsync(60);
        var gap = Assert.Single(silo.Alerts.Open, alert => alert.Condition == "coverage-gap");
        Assert.Equal(["10001-1"], gap.AffectedHamlets);
        Assert.Equal(420, gap.AffectedPeople);

        await silo.CrashAndRestartAsync();
        Assert.Equal(gap.Id, Assert.Single(silo.Alerts.Open, alert => alert.Condition == "coverage-gap").Id);
        silo.Telemetry("site-1", """{"seq":3,"state":"up"}""");
        await silo.PassAsync(60);
        silo.Telemetry("site-1", """{"seq":4,"state":"up"}""");
        await silo.PassAsync(1);
        Assert.DoesNotContain(silo.Alerts.Open, alert => alert.Condition == "coverage-gap");
    }

    [Fact]
    public async Task A_removed_device_takes_its_twin_and_its_alerts_with_it()
    {
        await using var silo = await SiloHarness.StartAsync();
        silo.Telemetry("lsp-1", """{"seq":1,"volume_percent":70}""");
        await silo.PassAsync(40);
        Assert.Equal(["offline"], silo.Conditions("lsp-1"));
        await silo.Registry.RemoveDeviceAsync("lsp-1", Never);
        await silo.SettleAsync();
        Assert.Empty(silo.Alerts.Open);
        Assert.Null(await silo.Engine.AskAsync("lsp-1", Never));
        Assert.True(silo.Lifetime.TryCheckpoint());
        await silo.CrashAndRestartAsync();
        Assert.Equal(4, silo.Lifetime.StartReport!.Twins);
        Assert.Empty(silo.Alerts.Open);
    }

    [Fact]
    public async Task A_bad_message_is_rejected_with_its_reason_and_the_next_one_applies()
    {
        await using var silo = await SiloHarness.StartAsync();
        silo.Telemetry("lsp-1", "not json");
        silo.Telemetry("lsp-1", """{"seq":1,"volume_percent":700}""");
        silo.Send("lsp-1", EntryKind.Status, """{"state":"sleepy"}""");
        silo.Telemetry("lsp-1", """{"seq":2,"volume_percent":70}""");
        await silo.SettleAsync();
        var rejections = silo.Get<Ioc.Silo.Rejections.IRejections>().Latest();
        Assert.Equal(["UnknownStatus", "OutOfRange", "NotJson"], rejections.Select(rejection => rejection.Reason.ToString()));
        Assert.Equal("ioc/v1/loudspeaker/lsp-1/status", rejections[0].Topic);
        Assert.Equal("volume_percent", rejections[1].Detail);
        Assert.Equal(1, (await silo.Engine.AskAsync("lsp-1", Never))!.MessagesTotal);
    }

    [Fact]
    public async Task Alert_pages_join_what_is_in_memory_and_what_is_stored_without_gaps_or_doubles()
    {
        await using var silo = await SiloHarness.StartAsync();
        for (var round = 0; round < 12; round++)
        {
            foreach (var id in (string[])["lsp-1", "lsp-2", "wifi-1"])
                silo.Telemetry(id, $$"""{"seq":{{round * 10}},"{{(id == "wifi-1" ? "clients" : "volume_percent")}}":{{round}}}""");
            await silo.PassAsync(round == 11 ? 1 : 40);
            if (round % 4 == 1)
                Assert.True(silo.Lifetime.TryCheckpoint());
        }

        var all = await PagesAsync(silo, new AlertQuery { PageSize = 1_000 });
        Assert.Equal(33, all.Count);
        Assert.Equal(all, all.OrderByDescending(alert => alert.RaisedAt).ThenByDescending(alert => alert.Id, StringComparer.Ordinal));
        Assert.All(all, alert => Assert.Equal(AlertState.Cleared, alert.State));
        Assert.Equal(all.Select(alert => alert.Id), (await PagesAsync(silo, new AlertQuery { PageSize = 4 })).Select(alert => alert.Id));
        Assert.Equal(22, (await PagesAsync(silo, new AlertQuery { PageSize = 5, Kind = Ioc.Devices.DeviceKind.Loudspeaker, UnitCode = "38" })).Count);
        Assert.Empty(await PagesAsync(silo, new AlertQuery { UnitCode = "10002" }));
        Assert.Empty(await PagesAsync(silo, new AlertQuery { Open = true }));
        Assert.Equal(11, (await PagesAsync(silo, new AlertQuery { Open = false, DeviceId = "wifi-1", Condition = Condition.Offline.Word() })).Count);
    }

    [Fact]
    public async Task The_stores_positions_follow_and_a_clean_stop_leaves_nothing_to_replay()
    {
        await using var silo = await SiloHarness.StartAsync();
        silo.Telemetry("lsp-1", """{"seq":1,"volume_percent":70}""");
        await silo.SettleAsync();
        await silo.StopAndRestartAsync();
        Assert.Equal(0, silo.Lifetime.StartReport!.EntriesReplayed);
        Assert.Equal(5, silo.Lifetime.StartReport.Twins);
        Assert.Equal(1, (await silo.Engine.AskAsync("lsp-1", Never))!.MessagesTotal);
    }

    [Fact]
    public async Task A_disk_that_is_full_refuses_people_in_words_and_recovers_at_a_tick()
    {
        await using var silo = await SiloHarness.StartAsync();
        silo.Telemetry("lsp-1", """{"seq":1,"volume_percent":70}""");
        await silo.PassAsync(40);
        var alert = Assert.Single(silo.Alerts.Open);
        silo.Disk.BytesLeft = 0;
        await Assert.ThrowsAsync<SiloUnavailableException>(() => silo.Alerts.AcknowledgeAsync(alert.Id, "lan", Never));
        Assert.False(silo.Intake.IsAccepting(out _));
        Assert.Equal(AlertState.Raised, (await silo.Alerts.FindAsync(alert.Id, Never))!.State);
        silo.Disk.BytesLeft = long.MaxValue;
        silo.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(SpinWait.SpinUntil(() => silo.Intake.IsAccepting(out _), TimeSpan.FromSeconds(10)), "the journal did not recover at the tick");
        Assert.Equal(AlertState.Acknowledged, (await silo.Alerts.AcknowledgeAsync(alert.Id, "lan", Never))!.State);
    }

    private static async Task<List<Alert>> PagesAsync(SiloHarness silo, AlertQuery query)
    {
        var all = new List<Alert>();
        long total;
        do
        {
            var page = await silo.Alerts.QueryAsync(query, Never);
            all.AddRange(page.Items);
            total = page.Total;
            query = query with { Cursor = page.Next };
        }
        while (query.Cursor is not null);
        Assert.Equal(total, all.Count);
        return all;
    }
}
