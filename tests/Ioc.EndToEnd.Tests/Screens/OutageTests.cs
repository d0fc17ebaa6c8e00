namespace Ioc.EndToEnd.Tests.Screens;

/// <summary>The network goes, the server goes: what is on the screen says so, nothing typed is lost, and it comes back by itself.</summary>
public sealed class OutageTests
{
    private const string Title = "Nước lũ đang lên";
    private const string Text = "Bà con ven sông chuyển lên nhà văn hóa ngay.";

    [Fact]
    public async Task What_was_typed_outlives_a_dropped_network_and_is_sent_once()
    {
        await using var server = await ServerAsync();
        await using var wire = new Wire(server.Url);
        await using var screen = await Screen.OpenAsync(wire.Url, 360, 740);
        await screen.BeSignedInAsync(server.Token);
        await screen.OpenAsync($"/broadcasts/new?to={SmallProvince.Commune}");
        await screen.ShellIsKeptAsync();
        await screen.FillAsync("Tiêu đề", Title);
        await screen.FillAsync("Lời phát", Text);
        await screen.SeesAsync("Bản tin sẽ tới");

        wire.Cut();
        screen.ExpectsAnOutage();
        await screen.ClickAsync("Phát bản tin");
        await screen.SeesAsync("Không nối được với trung tâm");
        await screen.SeesFieldAsync("Lời phát", Text);

        // The page itself can be opened without a network, and knows that it knows nothing.
        await screen.ReloadAsync();
        await screen.SeesAsync("Không nối được với trung tâm");
        await screen.PictureAsync("offline-360");

        wire.Mend(server.Url);
        await screen.ClickAsync("Thử lại");
        await screen.SeesAsync("Bản nháp của bạn còn đây");
        await screen.SeesFieldAsync("Lời phát", Text);
        await screen.SeesAsync("Bản tin sẽ tới");
        await screen.ClickAsync("Phát bản tin");
        await screen.SeesHeadingAsync(Title);
        Assert.Equal(1, (int)(await server.GetAsync("/api/v1/broadcasts"))["total"]!);

        // Sent is no draft any more.
        await screen.OpenAsync("/broadcasts/new");
        await screen.SeesFieldAsync("Lời phát", "");
        screen.HadNoComplaints();
    }

    [Fact]
    public async Task A_cut_network_is_said_and_the_screen_is_right_when_it_is_back()
    {
        await using var server = await ServerAsync();
        var credentials = await SmallProvince.RegisterAsync(server, SmallProvince.Loudspeaker("loa-1"));
        await using var device = await TestDevice.ConnectAsync(server, "loudspeaker", "loa-1", credentials["loa-1"]);
        await using var wire = new Wire(server.Url);
        await using var screen = await Screen.OpenAsync(wire.Url);
        await screen.BeSignedInAsync(server.Token);
        await screen.OpenAsync("/alerts");
        await screen.IsLiveAsync();

        // What is kept for later is asked for some seconds after the page: not into the cut.
        await screen.ShellIsKeptAsync();
        wire.Cut();
        screen.ExpectsAnOutage();
        await screen.SeesAsync("mất kết nối");
        await screen.SeesAsync("Số liệu trên màn hình đã cũ");
        await device.SayAsync("telemetry", """{"seq":1,"line_state":"open"}""");
        await screen.SeesNoAlertAsync("loa-1");

        wire.Mend(server.Url);
        await screen.ComesBackAsync(server.Token);
        await screen.SeesAlertAsync("Đường loa hở mạch", "loa-1");
        screen.HadNoComplaints();
    }

    [Fact]
    public async Task A_server_restarted_under_the_page_is_joined_again_and_a_page_first_opened_meanwhile_comes_then()
    {
        await using var server = await ServerAsync();
        await using var wire = new Wire(server.Url);
        // Without the worker, as a browser on plain HTTP of another machine has none: nothing is there but what was opened.
        await using var screen = await Screen.OpenAsync(wire.Url, hasWorker: false);
        await screen.BeSignedInAsync(server.Token);
        await screen.OpenAsync("/devices?sort=id");
        await screen.IsLiveAsync();

        screen.ExpectsAnOutage();
        wire.Cut();
        server.Kill();
        await screen.FollowAsync("Phát thanh");
        await screen.SeesAsync("Đang tải");
        await server.StartAgainAsync();
        wire.Mend(server.Url);
        await screen.ComesBackAsync(server.Token);
        await screen.SeesAsync("Chưa có bản tin nào");
        await screen.BackAsync();
        await screen.IsAtAsync("/devices?sort=id");
        await screen.SeesDeviceCountAsync(2);
        screen.HadNoComplaints();
    }

    [Fact]
    public async Task The_wall_turns_says_before_its_map_that_the_figures_are_old_and_is_live_again()
    {
        await using var server = await ServerAsync();
        var credentials = await SmallProvince.RegisterAsync(server, SmallProvince.Loudspeaker("loa-1"));
        await using var device = await TestDevice.ConnectAsync(server, "loudspeaker", "loa-1", credentials["loa-1"]);
        await using var wire = new Wire(server.Url);
        await using var screen = await Screen.OpenAsync(wire.Url, 1920, 1080);
        await screen.BeSignedInAsync(server.Token);
        await screen.OpenAsync("/wall?views=alerts,map&seconds=5");
        await screen.IsLiveAsync();
        await screen.SeesViewAsync("Cảnh báo");
        await screen.IsSettledAsync();
        await screen.ShellIsKeptAsync();

        wire.Cut();
        screen.ExpectsAnOutage();
        await device.SayAsync("telemetry", """{"seq":1,"line_state":"open"}""");
        await screen.SeesViewAsync("Bản đồ");
        await screen.PressAsync(" ");
        await screen.SeesUncoveredAsync("Số liệu trên màn hình đã cũ");
        await screen.PictureAsync("wall-lost-1920");

        wire.Mend(server.Url);
        await screen.ComesBackAsync(server.Token);
        await screen.PressAsync("ArrowRight");
        await screen.SeesUncoveredAsync("Đường loa hở mạch");
        screen.HadNoComplaints();
    }

    private static async Task<ChildServer> ServerAsync()
    {
        var server = await ChildServer.StartAsync("--no-demo");
        await SmallProvince.RegisterUnitsAsync(server);
        await SmallProvince.RegisterAsync(server, SmallProvince.Loudspeaker("loa-1"), SmallProvince.Loudspeaker("loa-2"));
        return server;
    }
}
