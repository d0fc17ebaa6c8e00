using Ioc.Mqtt;

namespace Ioc.EndToEnd.Tests;

/// <summary>Whatever a stranger sends, the device gets an answer, the operator a reason, and everybody else is unaffected.</summary>
public sealed class BadInputTests
{
    [Fact]
    public async Task Each_bad_message_is_counted_by_its_reason_and_harms_nobody()
    {
        await using var server = await ChildServer.StartAsync("--no-demo");
        await SmallProvince.RegisterUnitsAsync(server);
        var credentials = await SmallProvince.RegisterAsync(server, SmallProvince.Loudspeaker("loa-bad"), SmallProvince.Loudspeaker("loa-good"));
        await using var bad = await TestDevice.ConnectAsync(server, "loudspeaker", "loa-bad", credentials["loa-bad"]);
        await using var good = await TestDevice.ConnectAsync(server, "loudspeaker", "loa-good", credentials["loa-good"]);

        string[] payloads =
        [
            "not json", "[1,2]", """{"temperature_c":"41"}""", """{"temperature_c":1e9}""", """{"temperature_c":NaN}""",
            """{"temperature_c":1,"temperature_c":2}""", $$"""{"x":{{new string('[', 300)}}{{new string(']', 300)}}}""", """{"colour":"blue"}""",
        ];
        foreach (var payload in payloads)
            Assert.Equal(ReasonCode.Success, await bad.SayAsync("telemetry", payload));
        Assert.NotEqual(ReasonCode.Success, await bad.SayAsync("telemetry", "{\"x\":\"" + new string('a', 20_000) + "\"}"));
        Assert.NotEqual(ReasonCode.Success, await bad.SayAsync("nonsense", "{}"));

        var rejections = await server.UntilAsync("/api/v1/rejections", answer => (int?)answer["counts"]!["nothing_known"] == 1);
        string[] reasons = ["not_json", "not_an_object", "wrong_type", "out_of_range", "duplicate_key", "too_deep", "too_large", "unknown_topic"];
        foreach (var reason in reasons)
            Assert.True((int?)rejections["counts"]![reason] >= 1, $"{reason} is missing in {rejections["counts"]}");
        Assert.Contains(rejections["items"]!.AsArray(), item => ((string)item!["sample"]!).Contains("not json", StringComparison.Ordinal));

        // Device clocks of 1970 and 2099 are shown and not believed.
        await good.SayAsync("telemetry", """{"at":0,"volume_percent":50}""");
        await good.SayAsync("telemetry", """{"at":4070908800,"volume_percent":60}""");
        var twin = await server.UntilAsync("/api/v1/devices/loa-good", answer => (int?)answer["telemetry"]!["volume_percent"] == 60);
        Assert.True((bool)twin["clockWrong"]!);
        Assert.Equal("ok", (string?)twin["health"]);
    }
}
