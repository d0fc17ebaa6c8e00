using Dapper;
using Ioc.Devices.Twins;
using Ioc.Silo.History;
using Ioc.Silo.Storage;

namespace Ioc.Silo.Tests.Engine;

/// <summary>Health over time: kept by the checkpoint, once, with the time of what caused it.</summary>
public sealed class HealthHistoryTests
{
    private static readonly CancellationToken Never = CancellationToken.None;

    [Fact]
    public async Task A_change_of_health_is_kept_with_its_time_and_survives_a_crash_once()
    {
        await using var silo = await SiloHarness.StartAsync();
        silo.Telemetry("lsp-1", """{"seq":1,"line_state":"ok"}""");
        await silo.PassAsync(5);
        silo.Telemetry("lsp-1", """{"seq":2,"line_state":"open"}""");
        await silo.SettleAsync();
        var faultyAt = silo.Time.GetUtcNow();
        Assert.True(silo.Lifetime.TryCheckpoint());
        await silo.PassAsync(3);
        silo.Telemetry("lsp-1", """{"seq":3,"line_state":"ok"}""");
        await silo.SettleAsync();

        // The last change is only in the journal: replay finds it again, and the others not a second time.
        await silo.CrashAndRestartAsync();
        Assert.True(silo.Lifetime.TryCheckpoint());
        var changes = await ChangesAsync(silo, "lsp-1");
        Assert.Equal([Health.Ok, Health.Faulty, Health.Ok], changes.Select(change => change.Health));
        Assert.Equal(faultyAt.ToUnixTimeMilliseconds(), changes[1].AtMs);
        Assert.Equal(["speaker-line-open"], ConditionWords.WordsOf(changes[1].Conditions));
    }

    [Fact]
    public async Task Silence_is_a_change_at_the_tick_that_found_it()
    {
        await using var silo = await SiloHarness.StartAsync();
        silo.Telemetry("lsp-2", """{"seq":1,"line_state":"ok"}""");
        await silo.PassAsync(120);
        Assert.True(silo.Lifetime.TryCheckpoint());
        Assert.Equal([Health.Ok, Health.Offline], (await ChangesAsync(silo, "lsp-2")).Select(change => change.Health));
    }

    [Fact]
    public async Task A_device_that_flaps_keeps_its_newest_changes_only()
    {
        await using var silo = await SiloHarness.StartAsync();
        const int Flaps = HistoryLimits.ChangesPerDeviceMax + 200;
        for (var turn = 1; turn <= Flaps; turn++)
        {
            silo.Telemetry("lsp-3", $$"""{"seq":{{turn}},"line_state":"{{(turn % 2 == 0 ? "ok" : "open")}}"}""");
            await silo.PassAsync(1);
        }

        Assert.True(silo.Lifetime.TryCheckpoint());
        using var connection = silo.Get<OperationsDatabase>().CreateConnection();
        var kept = connection.ExecuteScalar<long>(
            "SELECT count(*) FROM health_changes WHERE device_handle = @handle", new { handle = silo.Registry.Current.DevicesById["lsp-3"].Handle });
        Assert.InRange(kept, HistoryLimits.ChangesPerDeviceMax, HistoryLimits.ChangesPerDeviceMax + HistoryLimits.PruneEvery);
    }

    [Fact]
    public async Task Sums_count_what_was_true_before_the_beginning_and_nothing_that_is_not_known()
    {
        await using var silo = await SiloHarness.StartAsync();
        silo.Telemetry("lsp-1", """{"seq":1,"line_state":"ok"}""");
        await silo.SettleAsync();
        var heard = silo.Time.GetUtcNow();
        await silo.PassAsync(4);
        silo.Telemetry("lsp-1", """{"seq":2,"line_state":"open"}""");
        await silo.PassAsync(4);
        Assert.True(silo.Lifetime.TryCheckpoint());
        int[] handles = [silo.Registry.Current.DevicesById["lsp-1"].Handle, silo.Registry.Current.DevicesById["wifi-1"].Handle];
        var sums = await silo.Get<IHealthHistory>().SumAsync(handles, heard.AddSeconds(2), heard.AddSeconds(8), TimeSpan.FromSeconds(3), Never);
        Assert.Equal((1, 2), (sums.Devices, sums.Steps));
        Assert.Equal((2, 1), (sums.Seconds(0, Health.Ok), sums.Seconds(0, Health.Faulty)));
        Assert.Equal((0, 3), (sums.Seconds(1, Health.Ok), sums.Seconds(1, Health.Faulty)));
        var earlier = await silo.Get<IHealthHistory>().SumAsync(handles, heard.AddSeconds(-60), heard, TimeSpan.FromSeconds(60), Never);
        Assert.Equal((0, 0), (earlier.Devices, earlier.Seconds(0, Health.Ok)));
    }

    [Fact]
    public async Task A_devices_deliveries_come_from_memory_and_from_the_table_alike()
    {
        await using var silo = await SiloHarness.StartAsync();
        await silo.Broadcasts.OrderAsync(BroadcastTests.Bulletin(silo, "b-1", "10001"), Never);
        var device = silo.Registry.Current.DevicesById["lsp-1"];
        var fresh = Assert.Single(await silo.Broadcasts.DeliveriesOfAsync(device, 10, Never));
        Assert.Equal(("b-1", "Bão số 5"), (fresh.Delivery.BroadcastId, fresh.Broadcast.Title));
        Assert.True(silo.Lifetime.TryCheckpoint());
        await silo.CrashAndRestartAsync();
        device = silo.Registry.Current.DevicesById["lsp-1"];
        Assert.Equal("b-1", Assert.Single(await silo.Broadcasts.DeliveriesOfAsync(device, 10, Never)).Delivery.BroadcastId);
        Assert.Empty(await silo.Broadcasts.DeliveriesOfAsync(silo.Registry.Current.DevicesById["lsp-3"], 10, Never));
    }

    private static async Task<IReadOnlyList<HealthChange>> ChangesAsync(SiloHarness silo, string deviceId) =>
        [.. (await silo.Get<IHealthHistory>().NewestAsync(silo.Registry.Current.DevicesById[deviceId].Handle, silo.Time.GetUtcNow().AddDays(1), 100, Never)).Reverse()];
}
