namespace Ioc.EndToEnd.Tests.Screens;

/// <summary>The screens that count devices by health, on the day when every health occurs: a row of counts breaks into several, and each stays big enough to hit.</summary>
public sealed class EveryHealthTests
{
    /// <summary>Period in which none of them is missed while the test looks.</summary>
    private const int PeriodSeconds = 3600;

    [Fact]
    public async Task Counts_of_every_health_at_once_fit_and_are_big_enough_to_hit()
    {
        await using var server = await ChildServer.StartAsync("--no-demo");
        await SmallProvince.RegisterUnitsAsync(server);
        string[] ids = ["loa-unknown", "loa-ok", "loa-degraded", "loa-faulty", "loa-offline"];
        var credentials = await SmallProvince.RegisterAsync(server, [.. ids.Select(id => SmallProvince.Loudspeaker(id, PeriodSeconds))]);
        await using var ok = await SayAsync("loa-ok", """{"seq":1,"line_state":"ok"}""");
        await using var degraded = await SayAsync("loa-degraded", """{"seq":1,"battery_percent":10}""");
        await using var faulty = await SayAsync("loa-faulty", """{"seq":1,"line_state":"open"}""");
        await using var offline = await SayAsync("loa-offline", """{"seq":1,"line_state":"ok"}""");
        offline.Drop();
        foreach (var health in (string[])["unknown", "ok", "degraded", "faulty", "offline"])
            await server.UntilAsync($"/api/v1/devices?health={health}&pageSize=1", answer => (int)answer["total"]! == 1);

        await using var screen = await Screen.OpenAsync(server.Url, dark: false);
        await screen.BeSignedInAsync(server.Token);
        var findings = await ScreenWalk.AlongAsync(screen,
        [
            ("healths-overview", "/", "Cụm loa", "Loudspeakers"),
            ("healths-unit", "/units/" + SmallProvince.Commune, "Thôn, tổ dân phố", "Hamlets"),
            ("healths-wall", "/wall", "Bản đồ", "Map"),
        ], dark: false, english: false, examine: true);
        ScreenWalk.FoundNothing(findings);
        screen.HadNoComplaints();

        async Task<TestDevice> SayAsync(string id, string telemetry)
        {
            var device = await TestDevice.ConnectAsync(server, "loudspeaker", id, credentials[id]);
            await device.SayAsync("telemetry", telemetry);
            return device;
        }
    }
}
