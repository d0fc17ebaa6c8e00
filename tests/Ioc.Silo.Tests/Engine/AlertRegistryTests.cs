using Ioc.Devices;
using Ioc.Devices.Alerts;
using Ioc.Devices.Twins;
using Ioc.Silo.Alerts;
using Ioc.Silo.Judge;

namespace Ioc.Silo.Tests.Engine;

/// <summary>Open alerts while somebody edits what they are about: none is left that nothing can clear, none is lost, and each says what is so now.</summary>
public sealed class AlertRegistryTests
{
    private static readonly CancellationToken Never = CancellationToken.None;

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task A_device_that_becomes_another_kind_leaves_the_alerts_of_the_one_it_was(bool hasCheckpoint, bool crashes)
    {
        await using var silo = await SiloHarness.StartAsync();
        silo.Telemetry("lsp-1", """{"seq":1,"line_state":"open"}""");
        silo.Telemetry("site-1", """{"seq":1,"state":"down"}""");
        await silo.SettleAsync();
        Assert.Equal(["coverage-gap", "site-down", "speaker-line-open"], silo.Alerts.Open.Select(alert => alert.Condition).Order());
        if (hasCheckpoint)
            Assert.True(silo.Lifetime.TryCheckpoint());
        var (speaker, site, model) = (silo.Registry.Current.DevicesById["lsp-1"], silo.Registry.Current.DevicesById["site-1"], silo.Registry.Current.DevicesById["wifi-1"]);
        Device[] edited = [model with { Id = "lsp-1", Handle = speaker.Handle, PeriodSeconds = 60 }, model with { Id = "site-1", Handle = site.Handle }];
        if (crashes)
        {
            await silo.CrashAndRestartAsync(() => silo.Untold(registry => registry.PutDevicesAsync(edited, Never)));
        }
        else
        {
            await silo.Registry.PutDevicesAsync(edited, Never);
            await silo.SettleAsync();
        }

        Assert.Empty(silo.Alerts.Open);
        Assert.Equal(3, (await silo.Alerts.QueryAsync(new AlertQuery { Open = false }, Never)).Total);
        // It is on the map, and alarms as what it is now.
        silo.Telemetry("lsp-1", """{"seq":1,"backhaul_up":false}""");
        await silo.PassAsync(31);
        Assert.Contains("backhaul-down", silo.Conditions("lsp-1"));
        using var screen = await silo.SubscribeAsync();
        Assert.Contains(screen.Snapshot.Twins, twin => twin.Handle == speaker.Handle);
    }

    [Fact]
    public async Task A_device_that_becomes_another_kind_is_on_the_map_though_nothing_was_heard_of_it()
    {
        await using var silo = await SiloHarness.StartAsync();
        var speaker = silo.Registry.Current.DevicesById["lsp-1"];
        await silo.Registry.PutDevicesAsync([silo.Registry.Current.DevicesById["wifi-1"] with { Id = "lsp-1", Handle = speaker.Handle }], Never);
        await silo.SettleAsync();

        using (var screen = await silo.SubscribeAsync())
            Assert.Contains(screen.Snapshot.Twins, twin => twin.Handle == speaker.Handle);
        await silo.Registry.RemoveDeviceAsync("lsp-1", Never);
        await silo.SettleAsync();
        using (var screen = await silo.SubscribeAsync())
            Assert.DoesNotContain(screen.Snapshot.Twins, twin => twin.Handle == speaker.Handle);
    }

    /// <summary>The registry runs ahead of the entries: whoever is back in it may have left at the entry that is judged.</summary>
    [Fact]
    public async Task Alerts_end_with_the_twin_they_are_of_whatever_the_registry_says_by_then()
    {
        await using var silo = await SiloHarness.StartAsync();
        var site = silo.Registry.Current.DevicesById["site-1"];
        var table = new AlertTable();
        var coverage = new CoverageStage(table, silo.Registry);
        coverage.Load([], nowMs: 1);
        IJudgeStage[] stages = [new AlertStage(table, silo.Registry), coverage];
        Take(JudgeItemKind.Finding, 1);
        Take(JudgeItemKind.SiteWorking, 1);
        Assert.Equal(2, table.Open.Count);

        Take(JudgeItemKind.Removed, 2);
        Assert.Empty(table.Open);
        // Its new twin works, as far as anybody knows.
        coverage.Load([], nowMs: 1);
        Assert.Empty(table.Open);
        Take(JudgeItemKind.SiteWorking, 3);
        Assert.Equal("coverage-gap", Assert.Single(table.Open).Condition);

        void Take(JudgeItemKind kind, long position)
        {
            var finding = new Finding(Condition.SiteDown, true, site.Handle, 1, 1, 1);
            foreach (var stage in stages)
                stage.Take(new JudgeItem { Kind = kind, Position = position, DeviceHandle = site.Handle, AtMs = position, Finding = finding, Device = site }, new JudgeOutcome());
        }
    }

    [Fact]
    public async Task Names_and_places_in_open_alerts_are_those_of_now_also_where_only_the_start_can_tell()
    {
        await using var silo = await SiloHarness.StartAsync();
        silo.Telemetry("lsp-1", """{"seq":1,"volume_percent":70}""");
        silo.Telemetry("site-1", """{"seq":1,"state":"down"}""");
        await silo.PassAsync(40);
        Assert.True(silo.Lifetime.TryCheckpoint());
        var device = silo.Registry.Current.DevicesById["lsp-1"];
        var hamlet = silo.Registry.Current.Units["10001-1"];
        await silo.Registry.PutDevicesAsync([device with { Name = "Cụm loa mới", UnitCode = "10002" }], Never);
        await silo.Registry.PutUnitsAsync([hamlet with { FullName = "Thôn Mới" }], Never);
        await silo.SettleAsync();
        var offline = Alert("lsp-1", "offline");
        Assert.Equal(("10001", "Cụm loa mới", "Mất kết nối với Cụm loa mới"), (offline.UnitCode, offline.DeviceName, offline.TextVi));
        Assert.EndsWith("Thôn Mới", Alert("site-1", "coverage-gap").TextVi, StringComparison.Ordinal);
        foreach (var unit in (string[])["10001", "10002"])
        {
            foreach (var open in (bool?[])[true, null])
                Assert.Contains(offline.Id, (await silo.Alerts.QueryAsync(new AlertQuery { UnitCode = unit, Open = open }, Never)).Items.Select(alert => alert.Id));
            Assert.True(silo.Lifetime.TryCheckpoint());
        }

        await silo.CrashAndRestartAsync(() => silo.Untold(registry => registry.PutDevicesAsync([device with { Name = "Tên sau cùng" }], Never)));
        Assert.Equal((offline.Id, "10001", "Mất kết nối với Tên sau cùng"), (Alert("lsp-1", "offline").Id, Alert("lsp-1", "offline").UnitCode, Alert("lsp-1", "offline").TextVi));

        Alert Alert(string id, string condition) => Assert.Single(silo.Alerts.Open, alert => alert.DeviceId == id && alert.Condition == condition);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_period_that_is_made_shorter_calls_nobody_offline_who_kept_to_the_longer_one(bool crashes)
    {
        await using var silo = await SiloHarness.StartAsync();
        var device = silo.Registry.Current.DevicesById["lsp-1"];
        await silo.Registry.PutDevicesAsync([device with { PeriodSeconds = 600 }], Never);
        silo.Telemetry("lsp-1", """{"seq":1,"volume_percent":70}""");
        await silo.PassAsync(300);
        Assert.True(silo.Lifetime.TryCheckpoint());
        await silo.PassAsync(2);
        await silo.Registry.PutDevicesAsync([device], Never);
        await silo.SettleAsync();
        if (crashes)
            await silo.CrashAndRestartAsync();
        await silo.PassAsync(28);
        Assert.Empty(silo.Alerts.Open);
        await silo.PassAsync(3);
        Assert.Equal(["offline"], silo.Conditions("lsp-1"));
    }

    [Fact]
    public async Task Twins_that_cannot_be_read_go_on_with_their_open_alerts_and_clear_them()
    {
        await using var silo = await SiloHarness.StartAsync();
        silo.Telemetry("lsp-1", """{"seq":1,"line_state":"open","battery_percent":5}""");
        silo.Telemetry("lsp-2", """{"seq":1,"volume_percent":70}""");
        silo.Telemetry("site-1", """{"seq":1,"state":"down"}""");
        await silo.PassAsync(40);
        Assert.True(silo.Lifetime.TryCheckpoint());
        var open = silo.OpenAlerts();
        await silo.CrashAndRestartAsync(() => silo.Operations("UPDATE twins SET state = x'FF'"));
        Assert.Equal(open, silo.OpenAlerts());
        Assert.Equal(Health.Offline, (await silo.Engine.AskAsync("lsp-2", Never))!.Health);

        silo.Telemetry("lsp-1", """{"seq":2,"line_state":"ok"}""");
        silo.Telemetry("lsp-2", """{"seq":2,"volume_percent":70}""");
        silo.Telemetry("site-1", """{"seq":2,"state":"up"}""");
        await silo.SettleAsync();
        Assert.Equal(["battery-low"], silo.Alerts.Open.Select(alert => alert.Condition));
        silo.Telemetry("lsp-1", """{"seq":3,"battery_percent":80}""");
        await silo.SettleAsync();
        Assert.Empty(silo.Alerts.Open);
    }

    [Fact]
    public async Task A_condition_whose_alert_is_gone_is_raised_anew_by_the_next_message_and_an_alert_without_a_rule_is_closed()
    {
        await using var silo = await SiloHarness.StartAsync();
        silo.Telemetry("lsp-1", """{"seq":1,"line_state":"open"}""");
        silo.Telemetry("lsp-2", """{"seq":1,"line_state":"open"}""");
        await silo.SettleAsync();
        Assert.True(silo.Lifetime.TryCheckpoint());
        await silo.CrashAndRestartAsync(() => silo.Operations(
            """
            DELETE FROM alerts WHERE device_id = 'lsp-1';
            UPDATE alerts SET condition = 'stuck-value', body = replace(body, 'speaker-line-open', 'stuck-value') WHERE device_id = 'lsp-2'
            """));
        Assert.Empty(silo.Alerts.Open);
        silo.Telemetry("lsp-1", """{"seq":2,"line_state":"open"}""");
        silo.Telemetry("lsp-2", """{"seq":2,"line_state":"open"}""");
        await silo.SettleAsync();
        Assert.Equal(["lsp-1", "lsp-2"], silo.Alerts.Open.Select(alert => alert.DeviceId).Order());
    }

    /// <summary>A replay knows the newest registry only: it raises at the start's entry what was raised by the edit that came later.</summary>
    [Fact]
    public async Task An_acknowledgement_outlives_a_crash_that_replays_a_start_with_hamlets_that_were_moved_after_it()
    {
        await using var silo = await SiloHarness.StartAsync();
        var hamlet = silo.Registry.Current.Units["10001-1"];
        await silo.Registry.PutUnitsAsync([hamlet with { Position = new GeoPoint(19.3, 105.3) }], Never);
        silo.Telemetry("site-1", """{"seq":1,"state":"down"}""");
        await silo.SettleAsync();
        Assert.True(silo.Lifetime.TryCheckpoint());
        await silo.CrashAndRestartAsync();
        await silo.Registry.PutUnitsAsync([hamlet], Never);
        await silo.SettleAsync();
        var gap = Assert.Single(silo.Alerts.Open, alert => alert.Condition == "coverage-gap");
        await silo.Alerts.AcknowledgeAsync(gap.Id, "lan", Never);

        await silo.CrashAndRestartAsync();
        gap = Assert.Single(silo.Alerts.Open, alert => alert.Condition == "coverage-gap");
        Assert.Equal((AlertState.Acknowledged, "lan"), (gap.State, gap.AcknowledgedBy));
    }
}
