using Ioc.Devices.Alerts;
using Ioc.Silo.Journal;

namespace Ioc.Silo.Tests.Engine;

/// <summary>While devices can't be heard nobody is called offline, and people are told why all looks well.</summary>
public sealed class EdgeAwayTests
{
    [Fact]
    public async Task A_centre_that_hears_nobody_for_minutes_says_so_once_and_takes_it_back_when_it_hears_again()
    {
        await using var silo = await SiloHarness.StartAsync();
        silo.Telemetry("lsp-1", """{"seq":1,"volume_percent":70}""");
        silo.Tell(EntryKind.ListeningStopped);
        await silo.PassAsync(200);
        // The edge says so again at each attempt.
        silo.Tell(EntryKind.ListeningStopped);
        await silo.PassAsync(98);
        Assert.Empty(silo.Alerts.Open);
        await silo.PassAsync(4);
        var alert = Assert.Single(silo.Alerts.Open);
        Assert.Equal(("edge-away", "@centre", "38", Severity.Critical), (alert.Condition, alert.DeviceId, alert.UnitCode, alert.Severity));
        Assert.StartsWith("Đã hơn 5 phút", alert.TextVi, StringComparison.Ordinal);
        await silo.PassAsync(600);
        Assert.Equal(alert, Assert.Single(silo.Alerts.Open));

        // A start believes that devices can be heard, until its edge says otherwise.
        Assert.True(silo.Lifetime.TryCheckpoint());
        await silo.CrashAndRestartAsync();
        await silo.PassAsync(3);
        silo.Tell(EntryKind.ListeningStopped);
        await silo.PassAsync(60);
        Assert.Equal(alert.Id, Assert.Single(silo.Alerts.Open).Id);

        silo.Tell(EntryKind.ListeningStarted);
        await silo.PassAsync(8);
        Assert.Single(silo.Alerts.Open);
        await silo.PassAsync(4);
        Assert.Empty(silo.Alerts.Open);
    }

    [Fact]
    public async Task A_broker_that_is_restarted_is_no_alert()
    {
        await using var silo = await SiloHarness.StartAsync();
        for (var restart = 0; restart < 4; restart++)
        {
            silo.Tell(EntryKind.ListeningStopped);
            await silo.PassAsync(100);
            silo.Time.UtcNow += TimeSpan.FromHours(1);
            await silo.PassAsync(100);
            silo.Tell(EntryKind.ListeningStarted);
            await silo.PassAsync(20);
        }

        Assert.Equal(0, (await silo.Alerts.QueryAsync(new Silo.Alerts.AlertQuery(), CancellationToken.None)).Total);
    }
}
