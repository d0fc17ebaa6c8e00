using System.Text.Json.Nodes;
using Ioc.Mqtt.Tests.Rig;

namespace Ioc.EndToEnd.Tests;

/// <summary>
/// The whole server ingesting from a real Mosquitto that asks for a password, while both are ended in mid-stream. The publishers go on over
/// it all until each of their messages is acknowledged; then each must be stored, and once.
/// </summary>
public sealed class OutsideBrokerTests(ITestOutputHelper output)
{
    private const int Devices = 8;
    private const int MessagesPerDevice = 1_500;
    private const int Seed = 20251122;

    [Fact]
    public async Task Over_kill_9_of_ours_and_restarts_of_the_broker_every_acknowledged_message_is_stored_once()
    {
        Assert.SkipUnless(MosquittoServer.IsInstalled, "mosquitto is not installed");
        await using var broker = await StartBrokerAsync();
        var passwordFile = broker.PathOf("gateway.password");
        await File.WriteAllTextAsync(passwordFile, "right\n");
        var config = broker.PathOf("ioc.json");
        await File.WriteAllTextAsync(config, $$$"""{"outsideBroker":{"userName":"gateway","passwordFile":"{{{passwordFile}}}"}}""");
        await using var server = await ChildServer.StartAsync(
            "--no-demo", "--mqtt-quota-per-second", "0", "--mqtt", $"mqtt://127.0.0.1:{broker.Port}", "--config", config);
        Assert.Equal(0, server.MqttPort);
        await SmallProvince.RegisterUnitsAsync(server);
        var ids = Enumerable.Range(0, Devices).Select(index => $"out-{index}").ToArray();
        await SmallProvince.RegisterAsync(server, [.. ids.Select(id => SmallProvince.Loudspeaker(id, periodSeconds: 3600))]);
        await server.UntilAsync("/api/v1/system", system => system["deviceEdgeProblem"] is null);

        var from = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var random = new Random(Seed);
        var load = new LinkLoad(broker.Port, ids, MessagesPerDevice);
        var publishing = load.RunAsync();
        for (var blow = 1; blow <= 5; blow++)
        {
            await load.WaitForAsync((blow * Devices * MessagesPerDevice / 6) + random.Next(0, 1_000));
            if (blow is 2 or 4)
            {
                await broker.StopAsync();
                await broker.StartAgainAsync();
            }
            else
            {
                server.Kill();
                await server.StartAgainAsync();
            }
        }

        await publishing;
        var wrong = new List<string>();
        foreach (var id in ids)
        {
            var path = $"/api/v1/series?device={id}&metric=played_today_s&step=1&from={from}&to={from + 7_200_000}";
            await server.UntilAsync(path, series => Count(series) >= MessagesPerDevice);
            var series = await server.GetAsync(path);
            if (Count(series) != MessagesPerDevice || Sum(series) != (long)MessagesPerDevice * (MessagesPerDevice + 1) / 2)
                wrong.Add($"{id}: {MessagesPerDevice} acknowledged, {Count(series)} stored, which add up to {Sum(series)}");
        }

        var metrics = await server.Http.GetStringAsync("/metrics");
        output.WriteLine(string.Join('\n', metrics.Split('\n').Where(line => line.StartsWith("ioc_gateway", StringComparison.Ordinal))));
        Assert.True(wrong.Count == 0, $"seed {Seed}:\n{string.Join('\n', wrong)}\n{server.Output}");
        await load.DisposeAsync();
    }

    [Fact]
    public async Task A_broker_that_is_away_is_said_where_people_look()
    {
        Assert.SkipUnless(MosquittoServer.IsInstalled, "mosquitto is not installed");
        await using var broker = await StartBrokerAsync();
        var config = broker.PathOf("ioc.json");
        await File.WriteAllTextAsync(config, $$$"""{"outsideBroker":{"address":"mqtt://127.0.0.1:{{{broker.Port}}}"}}""");
        await using var server = await ChildServer.StartAsync("--no-demo", "--config", config);
        var system = await server.UntilAsync("/api/v1/system", node => ((string?)node["deviceEdgeProblem"])?.Contains("NotAuthorized", StringComparison.Ordinal) == true);
        Assert.Null((int?)system["connections"]);
        using var ready = await server.Http.GetAsync(new Uri("/readyz", UriKind.Relative));
        Assert.Equal(503, (int)ready.StatusCode);
        Assert.Contains("is away", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static Task<MosquittoServer> StartBrokerAsync() => MosquittoServer.StartAsync(
        "allow_anonymous false\npassword_file $DIR/passwords\npersistence true\npersistence_location $DIR/\nmax_queued_messages 0", directory =>
        {
            foreach (var (name, create) in new[] { ("gateway", true), ("devices", false) })
            {
                string[] flags = create ? ["-c", "-b"] : ["-b"];
                using var process = System.Diagnostics.Process.Start("mosquitto_passwd", [.. flags, Path.Combine(directory, "passwords"), name, "right"]);
                process.WaitForExit();
            }
        });

    private static int Count(JsonNode series) => series["series"]![0]!["count"]!.AsArray().Sum(value => (int)value!);

    private static long Sum(JsonNode series)
    {
        var counts = series["series"]![0]!["count"]!.AsArray().Select(value => (int)value!);
        var means = series["series"]![0]!["mean"]!.AsArray().Select(value => (double?)value ?? 0);
        return (long)Math.Round(counts.Zip(means, (count, mean) => count * mean).Sum());
    }
}
