using System.Text.Json.Nodes;
using Ioc.Mqtt;

namespace Ioc.EndToEnd.Tests;

/// <summary>A broadcast's way to the clusters and its proof's way back, across kill -9; and the coverage alert of a lost site.</summary>
public sealed class WayBackTests
{
    [Fact]
    public async Task A_broadcast_reaches_its_cluster_once_and_the_ledger_survives_kill_9()
    {
        await using var server = await ChildServer.StartAsync("--no-demo");
        await SmallProvince.RegisterUnitsAsync(server);
        var credentials = await SmallProvince.RegisterAsync(server, SmallProvince.Loudspeaker("loa-1"), SmallProvince.Loudspeaker("loa-away"));
        string broadcast;
        await using (var device = await TestDevice.ConnectAsync(server, "loudspeaker", "loa-1", credentials["loa-1"]))
        {
            var ordered = await server.SendAsync(HttpMethod.Post, "/api/v1/broadcasts", new
            {
                level = "priority",
                title = "Thử loa",
                text = "Thông báo thử hệ thống loa.",
                units = new[] { SmallProvince.Commune },
                expiresInSeconds = 3600,
            });
            broadcast = (string)ordered["id"]!;
            Assert.Equal(2, (int)ordered["total"]!);

            var command = JsonNode.Parse(await device.NextCommandAsync())!;
            Assert.Equal(broadcast, (string?)command["broadcast"]);
            var audio = await server.Http.GetByteArrayAsync((string)command["audio_path"]!);
            Assert.Equal((string?)command["audio_sha256"], Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(audio)));

            await device.SayAsync("receipt", Receipt(broadcast, "accepted"));
            await device.SayAsync("receipt", Receipt(broadcast, "playing"));
            Assert.Equal(ReasonCode.Success, await device.SayAsync("telemetry",
                $$"""{"line_state":"ok","amplifier_on":true,"playing":true,"playing_broadcast":"{{broadcast}}","playing_source":"broadcast"}"""));
        }

        server.Kill();
        await server.StartAgainAsync();

        var ledger = await server.GetAsync($"/api/v1/broadcasts/{broadcast}/deliveries");
        Assert.Equal("playing", State(ledger, "loa-1"));
        Assert.Equal("queued", State(ledger, "loa-away"));

        await using var again = await TestDevice.ConnectAsync(server, "loudspeaker", "loa-1", credentials["loa-1"]);
        await again.SayAsync("receipt", Receipt(broadcast, "finished", 4.2));
        ledger = await server.UntilAsync($"/api/v1/broadcasts/{broadcast}/deliveries", answer => State(answer, "loa-1") == "finished");
        Assert.True((bool)Row(ledger, "loa-1")["heard"]!);

        // The cluster that was away gets its command when it comes, because the command has not expired.
        await using var late = await TestDevice.ConnectAsync(server, "loudspeaker", "loa-away", credentials["loa-away"]);
        Assert.Equal(broadcast, (string?)JsonNode.Parse(await late.NextCommandAsync())!["broadcast"]);
    }

    [Fact]
    public async Task A_lost_site_becomes_one_coverage_alert_with_its_people_and_comes_back()
    {
        await using var server = await ChildServer.StartAsync("--no-demo");
        await SmallProvince.RegisterUnitsAsync(server);
        var credentials = await SmallProvince.RegisterAsync(server, SmallProvince.Site("tram-1", 19.802, 105.602));
        await using var site = await TestDevice.ConnectAsync(server, "site", "tram-1", credentials["tram-1"]);
        await site.SayAsync("telemetry", """{"state":"up","cells":[{"id":"1","state":"up","users":12}]}""");

        await site.SayAsync("telemetry", """{"state":"down","cells":[{"id":"1","state":"down","users":0}]}""");
        var alerts = await server.UntilAsync("/api/v1/alerts?open=true&condition=coverage-gap", answer => (int)answer["total"]! == 1);
        var gap = Assert.Single(alerts["items"]!.AsArray())!;
        Assert.Equal(820 + 340, (int)gap["affectedPeople"]!);
        Assert.Equal(2, gap["affectedHamlets"]!.AsArray().Count);

        await site.SayAsync("telemetry", """{"state":"up","cells":[{"id":"1","state":"up","users":12}]}""");
        await server.UntilAsync("/api/v1/alerts?open=true&condition=coverage-gap", answer => (int)answer["total"]! == 0);
    }

    private static string Receipt(string broadcast, string state, double? playedSeconds = null) =>
        new JsonObject { ["broadcast"] = broadcast, ["state"] = state, ["played_seconds"] = playedSeconds }.ToJsonString();

    private static JsonNode Row(JsonNode ledger, string device) =>
        ledger["items"]!.AsArray().Single(row => (string?)row!["deviceId"] == device)!;

    private static string? State(JsonNode ledger, string device) => (string?)Row(ledger, device)["state"];
}
