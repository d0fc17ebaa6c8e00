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
            wrong.AddRange(await StoredRun.WrongAsync(server, device.Id, device.Acknowledged, device.Sent, from));
            await device.DisposeAsync();
        }

        output.WriteLine($"kills {Kills}, sent {devices.Sum(device => device.Sent)}, acknowledged {devices.Sum(device => device.Acknowledged)}, wrong {wrong.Count}");
        Assert.True(wrong.Count == 0, $"seed {Seed}:\n{string.Join('\n', wrong)}");
    }
}
