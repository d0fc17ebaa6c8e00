using System.Text.Json.Nodes;
using Ioc.Mqtt;
using Ioc.Mqtt.Client;

namespace Ioc.EndToEnd.Tests;

/// <summary>How devices come in: adopted from the quarantine, or put on the map with a code; and what the audit then tells.</summary>
public sealed class ProvisioningTests
{
    [Fact]
    public async Task A_stranger_that_always_came_with_one_password_is_adopted_with_it_and_a_blocked_one_is_not_listed()
    {
        await using var server = await ChildServer.StartAsync("--no-demo");
        await SmallProvince.RegisterUnitsAsync(server);
        Assert.NotEqual(ReasonCode.Success, await KnockAsync(server, "loa-new", "the factory's own password"));
        Assert.NotEqual(ReasonCode.Success, await KnockAsync(server, "loa-new", "the factory's own password"));
        Assert.NotEqual(ReasonCode.Success, await KnockAsync(server, "pest", "pest"));
        var strangers = await server.UntilAsync("/api/v1/strangers", answer => (int?)answer["total"] == 2);
        var one = strangers["items"]!.AsArray().Single(item => (string?)item!["clientId"] == "loa-new")!;
        Assert.Equal((2, true, "127.0.0.1"), ((int)one["count"]!, (bool)one["passwordKept"]!, (string?)one["address"]));

        await server.SendAsync(HttpMethod.Post, "/api/v1/strangers/block", new { clientId = "pest" });
        await server.SendAsync(HttpMethod.Post, "/api/v1/strangers/adopt", new JsonObject { ["device"] = ((JsonObject)SmallProvince.Loudspeaker("loa-new")).DeepClone(), ["keepsPassword"] = true });
        Assert.NotEqual(ReasonCode.Success, await KnockAsync(server, "pest", "pest"));
        Assert.Equal(0, (int?)(await server.GetAsync("/api/v1/strangers"))["total"]);

        await using var device = await TestDevice.ConnectAsync(server, "loudspeaker", "loa-new", "the factory's own password");
        await device.SayAsync("telemetry", """{"volume_percent":70}""");
        await server.UntilAsync("/api/v1/devices/loa-new", answer => (int?)answer["telemetry"]!["volume_percent"] == 70);
        var told = await server.GetAsync("/api/v1/audit?action=stranger");
        Assert.Equal(["stranger.adopted", "stranger.blocked"], told["items"]!.AsArray().Select(row => (string?)row!["action"]));
        Assert.Null((string?)(await server.SendAsync(HttpMethod.Post, "/api/v1/audit/verify", new { }))["fault"]);
    }

    [Fact]
    public async Task A_code_puts_a_flashed_device_on_the_map_once_and_it_is_heard()
    {
        await using var server = await ChildServer.StartAsync("--no-demo");
        await SmallProvince.RegisterUnitsAsync(server);
        var made = (await server.SendAsync(HttpMethod.Post, "/api/v1/claims", new { claims = new[] { new { kind = "loudspeaker" } }, days = 7 }))["items"]![0]!;
        var (id, code, credential) = ((string)made["claim"]!["deviceId"]!, (string)made["code"]!, (string)made["credential"]!);
        Assert.NotEqual(ReasonCode.Success, await KnockAsync(server, id, credential));
        Assert.Equal(id, (string?)(await server.SendAsync(HttpMethod.Post, "/api/v1/claims/find", new { code }))["deviceId"]);

        await server.SendAsync(HttpMethod.Post, "/api/v1/claims/use", new JsonObject { ["code"] = code, ["device"] = ((JsonObject)SmallProvince.Loudspeaker(id)).DeepClone() });
        await using var device = await TestDevice.ConnectAsync(server, "loudspeaker", id, credential);
        await device.SayAsync("telemetry", """{"volume_percent":55}""");
        await server.UntilAsync($"/api/v1/devices/{id}", answer => answer["lastSeenAt"] is not null);
        Assert.Equal("used", (string?)(await server.SendAsync(HttpMethod.Post, "/api/v1/claims/find", new { code }))["state"]);
        var (exit, output) = await ChildServer.RunAsync("doctor", "--data", server.DataDirectory);
        Assert.True(output.Contains("every hash and seal right", StringComparison.Ordinal), $"{exit}: {output}");
    }

    private static async Task<ReasonCode> KnockAsync(ChildServer server, string id, string password)
    {
        await using var client = new MqttClient();
        return (await client.ConnectAsync(new MqttClientOptions { Host = "127.0.0.1", Port = server.MqttPort, ClientId = id, UserName = id, Password = password })).Reason;
    }
}
