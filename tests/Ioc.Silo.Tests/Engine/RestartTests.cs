using Ioc.Silo.Journal;

namespace Ioc.Silo.Tests.Engine;

/// <summary>
/// The promise of the journal: after a crash at any point, twins, alerts (with their ids) and the ledger are what they would be without it.
/// The same random life is lived twice, once with crashes and checkpoints at random points, once without; the only things that a
/// restart adds are the entries that say that units may have changed and that listening started, so the calm life gets them at the same place.
/// </summary>
public sealed class RestartTests
{
    private static readonly string[] Devices = ["lsp-1", "lsp-2", "lsp-3", "wifi-1", "site-1"];

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 3)]
    [InlineData(4, 2)]
    [InlineData(5, 4)]
    [InlineData(6, 2)]
    [InlineData(7, 1)]
    [InlineData(8, 2)]
    public async Task A_life_with_crashes_ends_as_one_without(int seed, int shards)
    {
        var (troubled, troubledReplays) = await LiveAsync(seed, shards, crashes: true);
        var (calm, _) = await LiveAsync(seed, shards: 2, crashes: false);
        Assert.Equal(calm, troubled);
        Assert.True(troubledReplays > 0, "no crash replayed anything: the test proves nothing");
    }

    private static async Task<(string State, long Replayed)> LiveAsync(int seed, int shards, bool crashes)
    {
        var random = new Random(seed);
        await using var silo = await SiloHarness.StartAsync(shards);
        long replayed = 0;
        for (var step = 0; step < 120; step++)
        {
            var choice = random.Next(100);
            var device = Devices[random.Next(Devices.Length)];
            var value = random.Next(100);
            if (choice < 50)
                silo.Telemetry(device, Message(device, step, value));
            else if (choice < 55)
                silo.Send(device, EntryKind.Status, value < 50 ? """{"state":"offline"}""" : """{"state":"online"}""");
            else if (choice < 77)
                await silo.PassAsync(1 + (value % 20));
            else if (choice < 80)
                await SetClockAsync(silo, value);
            else if (choice < 85)
                await AcknowledgeAsync(silo, value);
            else if (choice < 90 && crashes)
                Assert.True(silo.Lifetime.TryCheckpoint());
            else if (choice is >= 90 and < 95)
                await OrderAsync(silo, step, value);
            else if (choice >= 95)
                replayed += await RestartAsync(silo, crashes);
        }

        await silo.SettleAsync();
        return (await StateAsync(silo), replayed);
    }

    /// <summary>The journal's times go back too, and a replay must make the same of them.</summary>
    private static async Task SetClockAsync(SiloHarness silo, int value)
    {
        silo.Time.UtcNow += TimeSpan.FromHours(value < 50 ? 1 : -1);
        await silo.PassAsync(1 + (value % 20));
    }

    private static async Task<long> RestartAsync(SiloHarness silo, bool crashes)
    {
        await silo.SettleAsync();
        if (!crashes)
        {
            silo.Intake.AppendOwn(EntryKind.RegistryChanged, default, null);
            silo.Intake.AppendOwn(EntryKind.ListeningStarted, default, null);
            await silo.SettleAsync();
            return 0;
        }

        await silo.CrashAndRestartAsync();
        await silo.SettleAsync();
        return silo.Lifetime.StartReport!.EntriesReplayed;
    }

    private static async Task AcknowledgeAsync(SiloHarness silo, int value)
    {
        await silo.SettleAsync();
        var raised = silo.Alerts.Open.Where(alert => alert.State == Ioc.Devices.Alerts.AlertState.Raised).OrderBy(alert => alert.Id, StringComparer.Ordinal).ToList();
        if (raised.Count > 0)
            await silo.Alerts.AcknowledgeAsync(raised[value % raised.Count].Id, "lan", CancellationToken.None);
    }

    private static async Task OrderAsync(SiloHarness silo, int step, int value)
    {
        await silo.SettleAsync();
        var id = $"b-{step}";
        await silo.Broadcasts.OrderAsync(BroadcastTests.Bulletin(silo, id, value % 2 == 0 ? "10001" : "38"), CancellationToken.None);
        if (value % 3 > 0)
            silo.Send("lsp-1", EntryKind.CommandDelivered, id);
        if (value % 3 > 1)
            silo.Send("lsp-1", EntryKind.Receipt, $$"""{"broadcast":"{{id}}","state":"accepted"}""");
        await silo.SettleAsync();
        if (value % 7 == 0)
            await silo.Broadcasts.CancelAsync(id, "lan", CancellationToken.None);
    }

    private static string Message(string device, int step, int value) => device[..3] switch
    {
        "lsp" => $$"""{"seq":{{step}},"line_state":"{{(value < 60 ? "ok" : "open")}}","amplifier_on":{{(value % 2 == 0 ? "true" : "false")}},"temperature_c":{{value}},"x_vendor":{{value}}}""",
        "wif" => $$"""{"seq":{{step}},"clients":{{value}},"backhaul_up":{{(value < 70 ? "true" : "false")}},"loss_percent":{{value}}}""",
        _ => $$"""{"seq":{{step}},"state":"{{(value < 60 ? "up" : "down")}}","cells":[{"id":"{{value % 3}}","state":"up","users":{{value}}}]}""",
    };

    private static async Task<string> StateAsync(SiloHarness silo)
    {
        var deliveries = new List<string>();
        foreach (var brief in await silo.Broadcasts.ListAsync(1_000, CancellationToken.None))
        {
            deliveries.Add($"{brief.Broadcast.Id} {brief.Broadcast.CancelledAt} {string.Join(',', brief.Counts.Where(pair => pair.Value > 0).OrderBy(pair => pair.Key))}");
            deliveries.AddRange((await silo.Broadcasts.DeliveriesAsync(brief.Broadcast.Id, CancellationToken.None)).Select(row => row.ToString()));
        }

        var cleared = (await silo.Alerts.QueryAsync(new Silo.Alerts.AlertQuery { Open = false, PageSize = 1_000 }, CancellationToken.None)).Items;
        return $"{silo.OpenAlerts()}\n{string.Join('\n', cleared.Select(alert => $"{alert.Id} {alert.ClearedAt} {alert.Version}"))}\n"
            + $"{string.Join('\n', deliveries)}\n{await silo.TwinsAsync()}";
    }
}
