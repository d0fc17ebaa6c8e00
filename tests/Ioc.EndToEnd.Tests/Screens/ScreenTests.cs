namespace Ioc.EndToEnd.Tests.Screens;

/// <summary>Every screen as it looks at three sizes, in both themes and both languages, and what WCAG 2.2 AA says against it.</summary>
[Collection(nameof(DemoProvinceGroup))]
public sealed class ScreenTests(DemoProvince province)
{
    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    // The words of the other language change no colour: one theme shows whether they fit.
    [InlineData(false, true)]
    public async Task Every_screen_opens_without_a_complaint_fits_and_is_accessible(bool dark, bool english)
    {
        await using var screen = await Screen.OpenAsync(province.Server.Url, dark: dark, english: english);
        await screen.BeSignedInAsync(province.Server.Token);
        var alert = (string)(await province.Server.GetAsync("/api/v1/alerts?open=true&pageSize=1"))["items"]![0]!["id"]!;
        var broadcast = (string)(await province.Server.SendAsync(HttpMethod.Post, "/api/v1/broadcasts", new
        {
            id = "walk", level = "routine", title = "Chạy bộ vì sức khỏe", text = "Sáng chủ nhật, mời bà con chạy bộ quanh hồ.", units = new[] { province.Unit }, devices = Array.Empty<string>(), volumePercent = 60, expiresInSeconds = 900, exercise = false,
        }))["id"]!;
        var findings = await ScreenWalk.AlongAsync(screen, Pages(alert, broadcast), dark, english, examine: !english);
        ScreenWalk.FoundNothing(findings);
        screen.HadNoComplaints();
    }

    /// <summary>The pages that a phone is taken out for, on the smallest one and with a thumb; what is only read at a desk fits at 390.</summary>
    [Fact]
    public async Task On_the_smallest_phone_everything_fits_and_is_big_enough_for_a_thumb()
    {
        // Colours do not depend on the size: the walk at three sizes sees both themes.
        const bool dark = false;
        await using var screen = await Screen.OpenAsync(province.Server.Url, 360, 780, dark: dark, touch: true);
        await screen.BeSignedInAsync(province.Server.Token);
        (string, string, string, string)[] pages =
        [
            ("thumb-overview", "/", "Cụm loa", ""), ("thumb-alerts", "/alerts", "Cảnh báo", ""), ("thumb-devices", "/devices", "Xuất CSV", ""), ("thumb-device", "/devices/" + province.Loudspeaker, "Hiện trạng", ""),
            ("thumb-compose", "/broadcasts/new", "Soạn bản tin", ""), ("thumb-unit", "/units/" + province.Unit, "Thôn, tổ dân phố", ""),
            ("thumb-credentials", "/provisioning", "Tiếp nhận thiết bị", ""), ("thumb-claim", "/claim", "Chụp mã QR", ""), ("thumb-rejections", "/rejections", "Gói tin bị từ chối", ""), ("thumb-settings", "/settings", "Màn hình khác", ""),
        ];
        ScreenWalk.FoundNothing(await ScreenWalk.AlongAsync(screen, pages, dark, english: false, examine: true, ScreenWalk.SmallPhone));

        // With the right to claim, the bottom bar has no room for the communes.
        await screen.FollowAsync("Đơn vị");
        await screen.SeesHeadingAsync("Đơn vị");
        ScreenWalk.FoundNothing(await ScreenWalk.LookAsync(screen, "thumb-units", dark, english: false, examine: true, ScreenWalk.SmallPhone));
        await screen.OpenAsync("/devices");
        await screen.ClickAsync("Hãng, nhãn");
        ScreenWalk.FoundNothing(await ScreenWalk.LookAsync(screen, "thumb-devices-filters", dark, english: false, examine: true, ScreenWalk.SmallPhone));
        screen.HadNoComplaints();
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public async Task The_way_in_looks_right_and_is_accessible_at_every_size(bool dark, bool english)
    {
        await using var screen = await Screen.OpenAsync(province.Server.Url, dark: dark, english: english);
        await screen.OpenAsync("/");
        await screen.SeesAsync(english ? "With password" : "Bằng mật khẩu");
        ScreenWalk.FoundNothing(await ScreenWalk.LookAsync(screen, "sign-in", dark, english, examine: true));
    }

    [Fact]
    public async Task A_chosen_language_stays()
    {
        await using var screen = await Screen.OpenAsync(province.Server.Url);
        await screen.SignInAsync(province.Server.Token);
        await screen.OpenAsync("/settings");
        await screen.SeesHeadingAsync("Cài đặt");
        await screen.ChooseAsync("English");
        await screen.SeesHeadingAsync("Settings");
        await screen.ReloadAsync();
        await screen.SeesHeadingAsync("Settings");
        screen.HadNoComplaints();
    }

    private IEnumerable<(string Name, string Path, string Vietnamese, string English)> Pages(string alert, string broadcast) =>
    [
        ("overview", "/", "Cụm loa", "Loudspeakers"),
        ("alerts", $"/alerts?group=unit&alert={alert}", "Cảnh báo", "Alerts"),
        ("alerts-cleared", "/alerts?state=cleared", "Đã hết", "Cleared"),
        ("devices", "/devices?vendor=", "Thiết bị", "Devices"),
        ("devices-none", "/devices?q=zzzz", "Không có thiết bị nào", "No device matches"),
        ("device", "/devices/" + province.Loudspeaker, "Hiện trạng", "Now"),
        ("device-site", $"/devices/{province.Site}?range=1h", "Các cell", "Cells"),
        ("broadcasts", "/broadcasts", "Phát thanh", "Broadcasts"),
        ("broadcast", "/broadcasts/" + broadcast, "Sổ phát theo cụm loa", "Ledger by cluster"),
        ("compose", $"/broadcasts/new?to={province.Unit}", "Soạn bản tin", "New broadcast"),
        ("units", "/units", "Đơn vị", "Units"),
        ("unit", "/units/" + province.Unit, "Thôn, tổ dân phố", "Hamlets"),
        ("wall-map", "/wall", "Bản đồ", "Map"),
        ("wall-alerts", "/wall?views=alerts", "Cảnh báo đang mở", "Open alerts"),
        ("wall-units", "/wall?views=units", "Xã, phường có nhiều sự cố nhất", "Communes with the most trouble"),
        ("wall-broadcasts", "/wall?views=broadcasts", "Chạy bộ", "Chạy bộ"),
        ("rejections", "/rejections", "Gói tin bị từ chối", "Rejected messages"),
        ("settings", "/settings", "Cài đặt", "Settings"),
        ("not-found", "/nowhere", "Không có trang này", "There is no such page"),
    ];
}
