namespace Ioc.EndToEnd.Tests.Screens;

/// <summary>Alerts of two real devices: acknowledged by mouse and by keyboard, refused and set right.</summary>
public sealed class AlertTaskTests
{
    [Fact]
    public async Task An_alert_is_acknowledged_by_mouse_and_by_keyboard_and_goes_back_when_refused()
    {
        await using var server = await ChildServer.StartAsync("--no-demo");
        await SmallProvince.RegisterUnitsAsync(server);
        var credentials = await SmallProvince.RegisterAsync(server, SmallProvince.Loudspeaker("loa-1"), SmallProvince.Loudspeaker("loa-2"));
        await using var first = await TestDevice.ConnectAsync(server, "loudspeaker", "loa-1", credentials["loa-1"]);
        await using var second = await TestDevice.ConnectAsync(server, "loudspeaker", "loa-2", credentials["loa-2"]);
        await first.SayAsync("telemetry", """{"seq":1,"line_state":"open"}""");

        await using var screen = await Screen.OpenAsync(server, hasWorker: false);
        await screen.BeSignedInAsync(server.Token);
        await screen.OpenAsync("/alerts");
        await screen.SeesAlertAsync("Đường loa hở mạch", "loa-1");

        // With the keyboard in the list its rows stay where they are, and what is new waits behind a count.
        await screen.FocusAlertAsync("loa-1");
        await second.SayAsync("telemetry", """{"seq":1,"line_state":"short"}""");
        await screen.SeesAsync("1 cảnh báo mới");
        await screen.SeesNoAlertAsync("loa-2");

        await screen.RefuseAcknowledgementsAsync("auditUnavailable", "Nothing was done: it could not be written into the audit.");
        await screen.PressAsync("a");
        await screen.SeesAlertAsync("Chưa xác nhận được.", "loa-1");
        await screen.SeesAlertAsync("Chưa làm gì cả vì chưa ghi được vào nhật ký kiểm toán.", "loa-1");
        Assert.Equal("raised", await StateAsync(server, "loa-1"));

        await screen.RefuseAcknowledgementsAsync(null);
        await screen.PressAsync("a");
        await screen.SeesAlertAsync("Đã xác nhận", "loa-1");
        Assert.Equal("acknowledged", await StateAsync(server, "loa-1"));

        await screen.ClickAsync("1 cảnh báo mới");
        await screen.SeesAlertAsync("Đường loa chập mạch", "loa-2");
        await screen.AcknowledgeAsync("loa-2");
        Assert.Equal("acknowledged", await StateAsync(server, "loa-2"));
        screen.HadNoComplaints();
    }

    private static async Task<string?> StateAsync(ChildServer server, string device) =>
        (string?)Assert.Single((await server.GetAsync($"/api/v1/alerts?open=true&device={device}"))["items"]!.AsArray())!["state"];
}
