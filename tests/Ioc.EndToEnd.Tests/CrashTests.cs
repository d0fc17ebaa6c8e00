namespace Ioc.EndToEnd.Tests;

/// <summary>
/// Kills the real process under load, many times, and compares what was acknowledged with what is stored and with the alerts
/// that the stored messages must have raised. The moments come from a seed; a failure names it.
/// </summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int Kills = 10;
    private const int DevicesPerLife = 12;
    private const int Seed = 20251122;

    [Fact]
    public async Task After_kill_9_everything_acknowledged_is_stored_once_and_no_alert_is_lost_or_doubled()
    {
        await using var server = await IocServer.StartAsync("--no-demo", "--mqtt-quota-per-second", "0");
        await Fleet.RegisterUnitsAsync(server);
        var ids = Enumerable.Range(0, Kills * DevicesPerLife).Select(index => $"crash-{index / DevicesPerLife}-{index % DevicesPerLife}").ToArray();
        var credentials = await Fleet.RegisterAsync(server, [.. ids.Select(id => Fleet.Loudspeaker(id, periodSeconds: 3600))]);

        var from = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var random = new Random(Seed);
        var devices = new List<LoadDevice>();
        for (var life = 0; life < Kills; life++)
        {
            var load = new AckedLoad(stopAtAcknowledged: random.Next(200, 6_000));
            var alive = ids.Skip(life * DevicesPerLife).Take(DevicesPerLife).Select(id => new LoadDevice(id, credentials[id], load)).ToList();
            await Task.WhenAll(alive.Select(device => device.ConnectAsync(server.MqttPort)));
            var runs = alive.Select(device => device.RunAsync()).ToList();
            await load.Reached;
            server.Kill();
            await Task.WhenAll(runs);
            devices.AddRange(alive);
            await server.StartAgainAsync();
        }

        var wrong = new List<string>();
        foreach (var device in devices)
        {
            wrong.AddRange(await CompareAsync(server, device, from));
            await device.DisposeAsync();
        }

        output.WriteLine($"kills {Kills}, sent {devices.Sum(device => device.Sent)}, acknowledged {devices.Sum(device => device.Acknowledged)}, wrong {wrong.Count}");
        Assert.True(wrong.Count == 0, $"seed {Seed}:\n{string.Join('\n', wrong)}");
    }

    private static async Task<List<string>> CompareAsync(IocServer server, LoadDevice device, long fromMs)
    {
        var series = await server.GetAsync($"/api/v1/series?device={device.Id}&metric=played_today_s&step=1&from={fromMs}&to={fromMs + 7_200_000}");
        var counts = series["series"]![0]!["count"]!.AsArray().Select(value => (int)value!).ToList();
        var means = series["series"]![0]!["mean"]!.AsArray().Select(value => (double)value!).ToList();
        var stored = counts.Sum();
        var sum = (long)Math.Round(counts.Zip(means, (count, mean) => count * mean).Sum());

        var wrong = new List<string>();
        if (stored < device.Acknowledged)
            wrong.Add($"{device.Id}: {device.Acknowledged} acknowledged, {stored} stored");
        if (stored > device.Sent)
            wrong.Add($"{device.Id}: {device.Sent} sent, {stored} stored");
        // 1 to L, each once, and nothing else, adds up to this.
        if (sum != (long)stored * (stored + 1) / 2)
            wrong.Add($"{device.Id}: {stored} stored messages add up to {sum}: some are missing and others doubled");

        var alerts = await server.GetAsync($"/api/v1/alerts?device={device.Id}&condition=speaker-line-open&pageSize=1000");
        var raised = alerts["items"]!.AsArray().Count;
        var open = alerts["items"]!.AsArray().Count(alert => (string)alert!["state"]! != "cleared");
        if (raised != AckedLoad.AlertsRaised(stored))
            wrong.Add($"{device.Id}: {raised} alerts, {AckedLoad.AlertsRaised(stored)} expected after {stored} messages");
        if (open != (AckedLoad.IsLineOpen(stored) ? 1 : 0))
            wrong.Add($"{device.Id}: {open} open alerts after {stored} messages");
        return wrong;
    }
}
