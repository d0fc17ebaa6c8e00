using Ioc.Devices;
using Ioc.Devices.Alerts;
using Ioc.Devices.Units;
using Ioc.Silo.Journal;

namespace Ioc.Silo.Tests.Engine;

/// <summary>The coverage alert of a dead site says what the registry says of sites and hamlets, whoever changed it and whenever.</summary>
public sealed class CoverageTests
{
    private static readonly CancellationToken Never = CancellationToken.None;
    private static readonly GeoPoint Near = new(19.805, 105.775);
    private static readonly GeoPoint Far = new(19.30, 105.30);

    [Fact]
    public async Task A_hamlet_that_is_added_or_moved_under_a_dead_site_is_in_its_alert_at_once()
    {
        await using var silo = await WithDeadSiteAsync();
        var alert = Gap(silo)!;
        await PutAsync(silo, Hamlet("10001-2", Near, 30));
        Assert.Equal((alert.Id, "10001-1 10001-2", 450), Say(Gap(silo)));
        await PutAsync(silo, Hamlet("10001-1", Far, 420));
        Assert.Equal((alert.Id, "10001-2", 30), Say(Gap(silo)));
        await PutAsync(silo, Hamlet("10001-2", Far, 30));
        Assert.Null(Gap(silo));
        await PutAsync(silo, Hamlet("10001-2", Near, 31));
        Assert.Equal(("10001-2", 31), (Say(Gap(silo)).Hamlets, Say(Gap(silo)).People));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_hamlet_that_is_added_while_the_journal_stands_still_is_told_at_a_tick(bool isKnownFull)
    {
        await using var silo = await WithDeadSiteAsync();
        silo.Disk.BytesLeft = 0;
        // Either the intake refuses its entry, or it lets it in and the disk does not take it.
        if (isKnownFull)
            silo.Intake.AppendOwn(EntryKind.Event, default, null);
        else
            await silo.Registry.PutUnitsAsync([Hamlet("10001-2", Near, 30)], Never);
        Assert.True(SpinWait.SpinUntil(() => !silo.Intake.IsAccepting(out _), TimeSpan.FromSeconds(10)), "the journal did not notice the full disk");
        if (isKnownFull)
            await silo.Registry.PutUnitsAsync([Hamlet("10001-2", Near, 30)], Never);
        silo.Disk.BytesLeft = long.MaxValue;
        silo.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(SpinWait.SpinUntil(() => silo.Intake.IsAccepting(out _), TimeSpan.FromSeconds(10)), "the journal did not recover at the tick");
        await silo.PassAsync(2);
        Assert.Equal("10001-1 10001-2", Say(Gap(silo)).Hamlets);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_changed_without_an_entry_before_a_crash_is_in_the_alert_after_the_start(bool hasCheckpoint)
    {
        await using var silo = await WithDeadSiteAsync();
        var alert = Gap(silo)!;
        if (hasCheckpoint)
            Assert.True(silo.Lifetime.TryCheckpoint());
        await silo.CrashAndRestartAsync(() => silo.Untold(registry => registry.PutUnitsAsync([Hamlet("10001-2", Near, 30)], Never)));
        Assert.Equal((alert.Id, "10001-1 10001-2", 450), Say(Gap(silo)));

        // The site itself, edited to stand where the other commune's hamlet is.
        var moved = silo.Registry.Current.DevicesById["site-1"] with { Position = new GeoPoint(19.10, 105.10) };
        await silo.CrashAndRestartAsync(() => silo.Untold(registry => registry.PutDevicesAsync([moved], Never)));
        Assert.Equal((alert.Id, "10002-1", 99), Say(Gap(silo)));
        await silo.CrashAndRestartAsync();
        Assert.Equal((alert.Id, "10002-1", 99), Say(Gap(silo)));
    }

    [Fact]
    public async Task An_alert_raised_by_a_new_hamlet_keeps_its_id_over_a_replay_that_passes_other_edits()
    {
        await using var silo = await WithDeadSiteAsync();
        await PutAsync(silo, Hamlet("10001-1", Far, 420));
        Assert.Null(Gap(silo));
        Assert.True(silo.Lifetime.TryCheckpoint());
        await silo.Registry.PutDevicesAsync([silo.Registry.Current.DevicesById["lsp-1"] with { Name = "Renamed" }], Never);
        await silo.SettleAsync();
        await PutAsync(silo, Hamlet("10001-2", Near, 30));
        var alert = Say(Gap(silo));
        await silo.CrashAndRestartAsync();
        Assert.Equal(alert, Say(Gap(silo)));
    }

    [Fact]
    public async Task A_hamlet_that_was_merged_into_another_is_not_counted_beside_it_from_its_day_on()
    {
        await using var silo = await WithDeadSiteAsync();
        var today = DateOnly.FromDateTime(silo.Time.UtcNow.ToOffset(TimeSpan.FromHours(7)).Date);
        var alert = Gap(silo)!;
        await PutAsync(silo, Hamlet("10001-2", Near, 30) with { ValidTo = today.AddDays(-1) });
        await PutAsync(silo, silo.Registry.Current.Units["10001-1"] with { ValidTo = today });
        await PutAsync(silo, Hamlet("10001-3", Near, 450) with { ValidFrom = today.AddDays(1) });
        Assert.Equal((alert.Id, "10001-1", 420), Say(Gap(silo)));

        // Nobody edits anything at midnight.
        silo.Time.UtcNow += TimeSpan.FromDays(1);
        await silo.PassAsync(2);
        Assert.Equal((alert.Id, "10001-3", 450), Say(Gap(silo)));
        await silo.CrashAndRestartAsync();
        Assert.Equal((alert.Id, "10001-3", 450), Say(Gap(silo)));
    }

    private static async Task<SiloHarness> WithDeadSiteAsync()
    {
        var silo = await SiloHarness.StartAsync();
        silo.Telemetry("site-1", """{"seq":1,"state":"down"}""");
        await silo.SettleAsync();
        Assert.Equal("10001-1", Say(Gap(silo)).Hamlets);
        return silo;
    }

    private static async Task PutAsync(SiloHarness silo, Unit hamlet)
    {
        Assert.Empty((await silo.Registry.PutUnitsAsync([hamlet], Never)).Errors);
        await silo.SettleAsync();
    }

    private static Unit Hamlet(string code, GeoPoint at, int people) => new()
    {
        Code = code, Name = code, FullName = code, Level = UnitLevels.Hamlet, ParentCode = "10001", Position = at, Population = people,
    };

    private static Alert? Gap(SiloHarness silo) => silo.Alerts.Open.SingleOrDefault(alert => alert.Condition == "coverage-gap");

    private static (string? Id, string Hamlets, int? People) Say(Alert? alert) => (alert?.Id, string.Join(' ', alert?.AffectedHamlets ?? []), alert?.AffectedPeople);
}
