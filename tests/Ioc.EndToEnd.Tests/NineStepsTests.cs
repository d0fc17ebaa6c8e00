using System.Net.Sockets;
using System.Text.Json.Nodes;
using Ioc.EndToEnd.Tests.Screens;
using Ioc.Mqtt;

namespace Ioc.EndToEnd.Tests;

/// <summary>One message walks the nine steps of docs/architecture.md, with real sockets, the real process and a real browser at the end.</summary>
public sealed class NineStepsTests
{
    private const string Telemetry = """{"seq":1,"line_state":"open","temperature_c":41.5,"volume_percent":70,"vendor_colour":"blue"}""";

    [Fact]
    public async Task A_message_walks_from_the_socket_to_the_browser()
    {
        await using var server = await ChildServer.StartAsync("--no-demo");
        await SmallProvince.RegisterUnitsAsync(server);
        var credentials = await SmallProvince.RegisterAsync(server, SmallProvince.Loudspeaker("loa-1"), SmallProvince.Loudspeaker("loa-2"));
        await using var screen = await Screen.OpenAsync(server);
        await screen.SignInAsync(server.Token);
        await screen.OpenOverviewAsync();

        // Steps 1 and 2: bytes that are no frame end their own connection and nothing else.
        await GarbageIsCutOffAsync(server);

        await using var device = await TestDevice.ConnectAsync(server, "loudspeaker", "loa-1", credentials["loa-1"]);

        // Step 3: not this device's topic.
        Assert.Equal(ReasonCode.NotAuthorized, await device.PublishAsync("ioc/v1/loudspeaker/loa-2/telemetry", Telemetry));

        // Step 5 refuses what step 4 has kept; the reason reaches the operator.
        Assert.Equal(ReasonCode.Success, await device.SayAsync("telemetry", "not json"));

        // Step 4: acknowledged, so it is in the journal.
        Assert.Equal(ReasonCode.Success, await device.SayAsync("telemetry", Telemetry));

        // Step 6: the twin.
        var twin = await server.UntilAsync("/api/v1/devices/loa-1", answer => (string?)answer["health"] == "faulty");
        Assert.Equal(41.5, (double)twin["telemetry"]!["temperature_c"]!);
        Assert.Equal("blue", (string?)twin["telemetry"]!["vendor_colour"]);
        Assert.Contains("speaker-line-open", twin["reasons"]!.AsArray().Select(reason => (string?)reason));

        // Step 7: the points.
        var series = await server.UntilAsync("/api/v1/series?device=loa-1&metric=temperature_c&step=60", HasPoint);
        Assert.Equal(41.5, (double)series["series"]![0]!["mean"]![0]!);

        // Step 8: one alert.
        var alerts = await server.UntilAsync("/api/v1/alerts?device=loa-1&open=true", answer => (int)answer["total"]! > 0);
        Assert.Equal("speaker-line-open", (string?)Assert.Single(alerts["items"]!.AsArray())!["condition"]);

        // Step 9: it is on the screen, pushed, without anyone asking.
        await screen.SeesAlertAsync("Đường loa hở mạch", "loa-1");

        var rejections = await server.GetAsync("/api/v1/rejections");
        Assert.Equal(1, (int)rejections["counts"]!["foreign_topic"]!);
        Assert.Equal(1, (int)rejections["counts"]!["not_json"]!);

        // And back: the line is mended, the alert goes.
        await device.SayAsync("telemetry", """{"seq":2,"line_state":"ok"}""");
        await screen.SeesNoAlertAsync("loa-1");
        screen.HadNoComplaints();
    }

    private static bool HasPoint(JsonNode answer) => answer["series"]!.AsArray() is [var only, ..] && only!["at"]!.AsArray().Count > 0;

    private static async Task GarbageIsCutOffAsync(ChildServer server)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", server.MqttPort);
        var stream = socket.GetStream();
        // Packet type 0 is reserved [MQTT-2.1.2].
        await stream.WriteAsync(new byte[] { 0x00, 0x00 });
        Assert.Equal(0, await stream.ReadAsync(new byte[1]).AsTask().WaitAsync(TimeSpan.FromSeconds(30)));
    }
}
