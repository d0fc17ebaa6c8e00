using System.Buffers;
using Ioc.Silo.Influx;
using Ioc.Silo.Intake;
using Ioc.Silo.Journal;
using Ioc.Silo.Storage;

namespace Ioc.Silo.Tests.Engine;

public sealed class StoreWatchTests
{
    private const int AwaySeconds = JournalLimits.StoreAwayMinutes * 60;

    [Fact]
    public async Task Databases_that_take_nothing_for_minutes_are_one_alert_until_they_do_again()
    {
        await using var silo = await SiloHarness.StartAsync();
        silo.IsStoreAway = true;
        silo.Telemetry("wifi-1", """{"seq":1,"clients":1}""");
        await silo.SettleAsync();
        Assert.False(silo.Lifetime.TryCheckpoint());
        await PassAsync(silo, AwaySeconds - 5);
        Assert.Empty(OfCentre(silo));
        await PassAsync(silo, 10);
        var id = Assert.Single(OfCentre(silo));

        // A restart proves nothing of the store: it neither clears nor raises.
        await silo.CrashAndRestartAsync();
        await PassAsync(silo, 5);
        Assert.Equal(id, Assert.Single(OfCentre(silo)));
        silo.IsStoreAway = false;
        silo.Telemetry("wifi-1", """{"seq":2,"clients":2}""");
        await silo.SettleAsync();
        Assert.True(silo.Lifetime.TryCheckpoint());
        await PassAsync(silo, 2);
        Assert.Empty(OfCentre(silo));
    }

    [Fact]
    public async Task A_time_series_server_that_takes_nothing_for_minutes_is_an_alert_as_well()
    {
        await using var silo = await StartWithServerAsync();
        Server(silo).Refused("connection refused");
        await PassAsync(silo, AwaySeconds + 5);
        Assert.Single(OfCentre(silo));

        // That the databases take everything says nothing of the server.
        silo.Telemetry("wifi-1", """{"seq":1,"clients":1}""");
        await silo.SettleAsync();
        Assert.True(silo.Lifetime.TryCheckpoint());
        await PassAsync(silo, 2);
        Assert.Single(OfCentre(silo));
        Server(silo).Took();
        await PassAsync(silo, 2);
        Assert.Empty(OfCentre(silo));
    }

    [Fact]
    public async Task When_too_much_waits_for_a_server_the_same_pay_as_for_a_full_journal_and_are_let_in_again()
    {
        await using var silo = await StartWithServerAsync();
        var stores = silo.Get<StoreWatch>();
        stores.Outbox = new OutboxState(80, 80, TimeSpan.FromHours(3));
        await PassAsync(silo, 2);
        Assert.Equal((JournalRoom.Ample, TimeSpan.FromHours(3)), (silo.Lifetime.Positions.Room, silo.Lifetime.Positions.JournalTimeLeft));
        Assert.Equal("journal-filling", Assert.Single(silo.Alerts.Open).Condition);

        stores.Outbox = new OutboxState(92, 92, TimeSpan.FromHours(1));
        await PassAsync(silo, 2);
        Assert.Equal((AppendOutcome.Shed, AppendOutcome.Appended), (Append(silo, null), Append(silo, new Heard())));

        stores.Outbox = new OutboxState(100, 100, TimeSpan.Zero);
        await PassAsync(silo, 2);
        Assert.Equal(AppendOutcome.NoRoom, Append(silo, new Heard()));

        // Devices that can't be heard are not called offline.
        await PassAsync(silo, 120);
        Assert.Single(silo.Alerts.Open);
        stores.Outbox = new OutboxState(0, 0, null);
        await PassAsync(silo, 2);
        Assert.Equal(AppendOutcome.Appended, Append(silo, null));
        await silo.SettleAsync();
        Assert.Empty(silo.Alerts.Open);
    }

    [Fact]
    public async Task A_quiet_centre_s_stores_are_not_behind_by_what_changes_nothing()
    {
        // Without devices nothing but time passes.
        await using var silo = await SiloHarness.StartAsync(options => options, withProvince: false);
        await silo.PassAsync(5);
        Assert.True(silo.Lifetime.Positions.Stored < silo.Lifetime.Positions.Journal);
        Assert.True(silo.Lifetime.TryCheckpoint());
        Assert.Equal(silo.Lifetime.Positions.Journal, silo.Lifetime.Positions.Stored);
    }

    private static Task<SiloHarness> StartWithServerAsync() =>
        SiloHarness.StartAsync(options => options with { Influx = new InfluxOptions { Server = new Uri("http://127.0.0.1:9/") } });

    private static StoreHealth Server(SiloHarness silo) => silo.Get<StoreWatch>().Server!;

    /// <summary>What the journal's thread finds after one tick is an entry of the next.</summary>
    private static async Task PassAsync(SiloHarness silo, int seconds)
    {
        await silo.PassAsync(seconds);
        await silo.SettleAsync();
        await silo.SettleAsync();
    }

    private static IReadOnlyList<string> OfCentre(SiloHarness silo) => [.. silo.Alerts.Open.Where(alert => alert.Condition == "store-away").Select(alert => alert.Id)];

    private static AppendOutcome Append(SiloHarness silo, ICommitListener? listener) => silo.Get<IIntake>().Append(
        EntryKind.Telemetry, silo.Registry.Current.DevicesById["wifi-1"].Handle, new ReadOnlySequence<byte>("""{"clients":1}"""u8.ToArray()), listener);

    /// <summary>QoS 1: somebody waits, if only in name.</summary>
    private sealed class Heard : ICommitListener
    {
        public void Committed(int count, bool durable)
        {
        }
    }
}
