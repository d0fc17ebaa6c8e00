using System.Threading.Channels;
using Ioc.Devices.Broadcasts;
using Ioc.Silo.Broadcasts;
using Ioc.Silo.Journal;
using Ioc.Silo.Tests.Registry;

namespace Ioc.Silo.Tests.Engine;

public sealed class BroadcastTests
{
    private static readonly CancellationToken Never = CancellationToken.None;

    [Fact]
    public async Task An_order_becomes_commands_and_receipts_and_telemetry_fill_the_ledger_across_a_crash()
    {
        await using var silo = await SiloHarness.StartAsync();
        var brief = await silo.Broadcasts.OrderAsync(Bulletin(silo, "b-1", "38"), Never);
        Assert.Equal(3, brief.Counts[DeliveryState.Queued]);
        Assert.Equal(["lsp-1", "lsp-2", "lsp-3"], Commands(silo).Select(command => command.DeviceId).Order(StringComparer.Ordinal));
        Assert.Equal(brief.Version, (await silo.Broadcasts.OrderAsync(Bulletin(silo, "b-1", "38"), Never)).Version);

        silo.Send("lsp-1", EntryKind.CommandDelivered, "b-1");
        silo.Send("lsp-1", EntryKind.Receipt, """{"broadcast":"b-1","state":"accepted"}""");
        silo.Telemetry("lsp-1", """{"seq":1,"line_state":"ok","amplifier_on":true,"playing":true,"playing_broadcast":"b-1"}""");
        await silo.SettleAsync();
        await silo.CrashAndRestartAsync();

        var row = (await silo.Broadcasts.DeliveriesAsync("b-1", Never)).Single(delivery => delivery.DeviceId == "lsp-1");
        Assert.Equal((DeliveryState.Playing, true), (row.State, row.Heard));
        Assert.Equal(["lsp-2", "lsp-3"], Commands(silo).Select(command => command.DeviceId).Order(StringComparer.Ordinal));
        silo.Send("lsp-1", EntryKind.Receipt, """{"broadcast":"b-1","state":"finished","played_seconds":12.5}""");
        await silo.SettleAsync();
        Assert.True(silo.Lifetime.TryCheckpoint());
        await silo.CrashAndRestartAsync();
        var after = (await silo.Broadcasts.FindAsync("b-1", Never))!;
        Assert.Equal((1, 2, 1), (after.Counts[DeliveryState.Finished], after.Counts[DeliveryState.Queued], after.Heard));
    }

    [Fact]
    public async Task A_device_that_connects_is_offered_what_waits_and_what_it_accepted_but_nothing_that_it_plays()
    {
        await using var silo = await SiloHarness.StartAsync();
        await silo.Broadcasts.OrderAsync(Bulletin(silo, "b-1", "10002"), Never);
        Assert.Single(Commands(silo));
        var handle = silo.Registry.Current.DevicesById["lsp-3"].Handle;
        silo.Broadcasts.DeviceReachable(handle);
        Assert.Equal("b-1", (await silo.Broadcasts.Commands.ReadAsync(Never)).BroadcastId);
        silo.Send("lsp-3", EntryKind.Receipt, """{"broadcast":"b-1","state":"accepted"}""");
        await silo.SettleAsync();
        silo.Broadcasts.DeviceReachable(handle);
        await silo.SettleAsync();
        Assert.Single(Commands(silo));
        silo.Send("lsp-3", EntryKind.Receipt, """{"broadcast":"b-1","state":"playing"}""");
        await silo.SettleAsync();
        silo.Broadcasts.DeviceReachable(handle);
        await silo.SettleAsync();
        Assert.Empty(Commands(silo));

        await silo.Broadcasts.CancelAsync("b-1", "lan", Never);
        var cancel = Assert.Single(Commands(silo));
        Assert.Equal("""{"type":"cancel","broadcast":"b-1"}""", System.Text.Encoding.UTF8.GetString(cancel.Payload.Span));
    }

    [Fact]
    public async Task A_command_that_came_to_nothing_is_offered_again_to_a_device_that_is_heard_until_it_answers()
    {
        await using var silo = await SiloHarness.StartAsync();
        await silo.Broadcasts.OrderAsync(Bulletin(silo, "b-1", "10002") with { ExpiresAt = silo.Time.GetUtcNow().AddHours(1) }, Never);
        Assert.Single(Commands(silo));
        Assert.Empty(await OffersAsync(silo, 31)); // Silent: it is offered when it connects.

        Hears(silo, 1);
        Assert.Empty(await OffersAsync(silo, 28));
        var again = Assert.Single(await OffersAsync(silo, 2));
        Assert.Equal(("lsp-3", "b-1"), (again.DeviceId, again.BroadcastId));
        Assert.Empty(await OffersAsync(silo, 31)); // Not heard since.

        // Its MQTT client took the command, the device itself forgot it.
        silo.Send("lsp-3", EntryKind.CommandDelivered, "b-1");
        Hears(silo, 2);
        Assert.Single(await OffersAsync(silo, 31));
        silo.Send("lsp-3", EntryKind.Receipt, """{"broadcast":"b-1","state":"accepted"}""");
        Hears(silo, 3);
        Assert.Empty(await OffersAsync(silo, 61));

        await silo.Broadcasts.CancelAsync("b-1", "lan", Never);
        Assert.Single(Commands(silo));
        Hears(silo, 4);
        var cancel = Assert.Single(await OffersAsync(silo, 31));
        Assert.StartsWith("""{"type":"cancel",""", System.Text.Encoding.UTF8.GetString(cancel.Payload.Span), StringComparison.Ordinal);
        silo.Send("lsp-3", EntryKind.Receipt, """{"broadcast":"b-1","state":"cancelled"}""");
        Hears(silo, 5);
        Assert.Empty(await OffersAsync(silo, 61));
    }

    [Fact]
    public async Task After_a_crash_a_command_is_offered_once_and_again_only_to_a_device_that_was_heard_since()
    {
        await using var silo = await SiloHarness.StartAsync();
        await silo.Broadcasts.OrderAsync(Bulletin(silo, "b-1", "10002"), Never);
        silo.Telemetry("lsp-3", """{"seq":1,"volume_percent":70}""");
        await silo.PassAsync(31);
        await silo.CrashAndRestartAsync();
        Assert.Single(await OffersAsync(silo, 31));
        Hears(silo, 2);
        Assert.Single(await OffersAsync(silo, 31));
        await silo.PassAsync(240);
        Hears(silo, 3);
        Assert.Empty(await OffersAsync(silo, 31));
        Assert.Equal(1, (await silo.Broadcasts.FindAsync("b-1", Never))!.Counts[DeliveryState.Expired]);
    }

    [Fact]
    public void A_province_that_lost_its_commands_is_offered_them_again_in_portions()
    {
        var time = new FakeTime();
        var ledger = new BroadcastLedger();
        var offers = new CommandOffers(ledger, time, _ => time.GetUtcNow().ToUnixTimeMilliseconds());
        var devices = Enumerable.Range(1, 1_200).Select(handle => Some.Loudspeaker($"lsp-{handle}") with { Handle = handle }).ToArray();
        Assert.Equal(OrderOutcome.Added, ledger.Order(Bulletin(time, "b-1", "38"), devices, time.GetUtcNow().ToUnixTimeMilliseconds()));
        offers.OfferBroadcast("b-1");
        Assert.Equal(1_200, Commands(offers.Reader).Count);
        var told = new List<int>();
        for (var second = 1; second <= 63; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            offers.OfferAgain(time.GetUtcNow().ToUnixTimeMilliseconds());
            var commands = Commands(offers.Reader);
            told.Add(commands.Count);
            Assert.Equal(commands.Count, commands.DistinctBy(command => command.DeviceId).Count());
        }

        Assert.Equal([500, 500, 200, 0], told[29..33]);
        Assert.Equal([500, 500, 200, 0], told[59..63]);
        Assert.Equal(2_400, told.Sum());
    }

    [Fact]
    public async Task What_plays_beyond_its_expiry_can_still_be_stopped()
    {
        await using var silo = await SiloHarness.StartAsync();
        await silo.Broadcasts.OrderAsync(Bulletin(silo, "b-1", "10002") with { AudioSeconds = 300, ExpiresAt = silo.Time.GetUtcNow().AddSeconds(60) }, Never);
        Assert.False(Assert.Single(Commands(silo)).Cancel);
        silo.Send("lsp-3", EntryKind.Receipt, """{"broadcast":"b-1","state":"playing"}""");
        await silo.PassAsync(90);
        await silo.Broadcasts.CancelAsync("b-1", "lan", Never);
        var cancel = Assert.Single(Commands(silo));
        Assert.True(cancel.Cancel);
        Assert.True(silo.Broadcasts.IsCancelled("b-1"));
        Assert.Equal(60 + 300 + BroadcastLimits.ReceiptGraceSeconds - 90, (cancel.ExpiresAt - silo.Time.GetUtcNow()).TotalSeconds, 5.0);
    }

    [Fact]
    public async Task What_was_played_while_we_were_away_is_told_by_the_receipt_that_comes_after_the_expiry()
    {
        await using var silo = await SiloHarness.StartAsync();
        await silo.Broadcasts.OrderAsync(Bulletin(silo, "b-1", "10002"), Never);
        silo.Send("lsp-3", EntryKind.CommandDelivered, "b-1");
        await silo.SettleAsync();
        await silo.CrashAndRestartAsync();
        await silo.PassAsync(400);
        Assert.Equal(1, (await silo.Broadcasts.FindAsync("b-1", Never))!.Counts[DeliveryState.Expired]);
        Assert.True(silo.Lifetime.TryCheckpoint());
        await silo.CrashAndRestartAsync();
        silo.Send("lsp-3", EntryKind.Receipt, """{"broadcast":"b-1","state":"finished","played_seconds":12.5}""");
        await silo.SettleAsync();
        Assert.Equal(1, (await silo.Broadcasts.FindAsync("b-1", Never))!.Counts[DeliveryState.Finished]);
    }

    [Fact]
    public async Task What_expires_unheard_says_so()
    {
        await using var silo = await SiloHarness.StartAsync();
        await silo.Broadcasts.OrderAsync(Bulletin(silo, "b-1", "10002"), Never);
        await silo.PassAsync(301);
        Assert.Equal(1, (await silo.Broadcasts.FindAsync("b-1", Never))!.Counts[DeliveryState.Expired]);
        await Assert.ThrowsAsync<ArgumentException>(() => silo.Broadcasts.OrderAsync(Bulletin(silo, "b-2", "38") with { Text = "" }, Never));
    }

    internal static Broadcast Bulletin(SiloHarness silo, string id, string unit) => Bulletin(silo.Time, id, unit);

    private static Broadcast Bulletin(TimeProvider time, string id, string unit) => new()
    {
        Id = id,
        Level = BulletinLevel.Priority,
        Title = "Bão số 5",
        Text = "Bà con chú ý",
        TargetUnits = [unit],
        AudioPath = "/media/x.wav",
        AudioSeconds = 12.5,
        AudioSha256 = new string('0', 64),
        CreatedBy = "lan",
        CreatedAt = time.GetUtcNow(),
        ExpiresAt = time.GetUtcNow().AddMinutes(5),
    };

    /// <summary>The device sends, a moment after whatever was before.</summary>
    private static void Hears(SiloHarness silo, int seq)
    {
        silo.Time.Advance(TimeSpan.FromMilliseconds(10));
        silo.Telemetry("lsp-3", $$"""{"seq":{{seq}},"volume_percent":70}""");
    }

    /// <summary>What is offered within so many seconds.</summary>
    private static async Task<List<OutboundCommand>> OffersAsync(SiloHarness silo, int seconds)
    {
        await silo.PassAsync(seconds);
        // Offers leave after a batch can be read: what is asked of the judge next is answered behind them.
        await silo.Broadcasts.DeliveriesAsync("b-1", Never);
        return Commands(silo);
    }

    private static List<OutboundCommand> Commands(SiloHarness silo) => Commands(silo.Broadcasts.Commands);

    private static List<OutboundCommand> Commands(ChannelReader<OutboundCommand> reader)
    {
        var commands = new List<OutboundCommand>();
        while (reader.TryRead(out var command))
            commands.Add(command);
        return commands;
    }
}
