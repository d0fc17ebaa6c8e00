using Ioc.Devices.Broadcasts;
using Ioc.Silo.Broadcasts;
using Ioc.Silo.Journal;

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
    public async Task A_device_that_connects_is_offered_what_waits_and_nothing_after_it_accepted()
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
        Assert.Empty(Commands(silo));

        await silo.Broadcasts.CancelAsync("b-1", "lan", Never);
        var cancel = Assert.Single(Commands(silo));
        Assert.Equal("""{"type":"cancel","broadcast":"b-1"}""", System.Text.Encoding.UTF8.GetString(cancel.Payload.Span));
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

    internal static Broadcast Bulletin(SiloHarness silo, string id, string unit) => new()
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
        CreatedAt = silo.Time.GetUtcNow(),
        ExpiresAt = silo.Time.GetUtcNow().AddMinutes(5),
    };

    private static List<OutboundCommand> Commands(SiloHarness silo)
    {
        var commands = new List<OutboundCommand>();
        while (silo.Broadcasts.Commands.TryRead(out var command))
            commands.Add(command);
        return commands;
    }
}
