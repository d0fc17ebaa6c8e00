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
        var findings = await ScreenWalk.AlongAsync(screen, Pages(alert), dark, english, examine: !english);
        ScreenWalk.FoundNothing(findings);
        screen.HadNoComplaints();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_way_in_is_accessible_and_a_chosen_language_stays(bool dark)
    {
        await using var screen = await Screen.OpenAsync(province.Server.Url, dark: dark);
        await screen.OpenAsync("/");
        await screen.SeesAsync("Đăng nhập");
        ScreenWalk.FoundNothing(await screen.AccessibilityFindingsAsync());
        await screen.PictureAsync($"sign-in-1366-{(dark ? "dark" : "light")}-vi");
        await screen.SignInAsync(province.Server.Token);
        await screen.OpenAsync("/settings");
        await screen.SeesHeadingAsync("Cài đặt");
        await screen.ChooseAsync("English");
        await screen.SeesHeadingAsync("Settings");
        await screen.ReloadAsync();
        await screen.SeesHeadingAsync("Settings");
        screen.HadNoComplaints();
    }

    private IEnumerable<(string Name, string Path, string Vietnamese, string English)> Pages(string alert) =>
    [
        ("overview", "/", "Cụm loa", "Loudspeakers"),
        ("alerts", $"/alerts?group=unit&alert={alert}", "Cảnh báo", "Alerts"),
        ("alerts-cleared", "/alerts?state=cleared", "Đã hết", "Cleared"),
        ("devices", "/devices?vendor=", "Thiết bị", "Devices"),
        ("devices-none", "/devices?q=zzzz", "Không có thiết bị nào", "No device matches"),
        ("device", "/devices/" + province.Loudspeaker, "Hiện trạng", "Now"),
        ("device-site", $"/devices/{province.Site}?range=1h", "Các cell", "Cells"),
        ("broadcasts", "/broadcasts", "Phát thanh", "Broadcasts"),
        ("compose", $"/broadcasts/new?to={province.Unit}", "Soạn bản tin", "New broadcast"),
        ("units", "/units", "Đơn vị", "Units"),
        ("unit", "/units/" + province.Unit, "Thôn, bản", "Hamlets"),
        ("wall-map", "/wall", "Bản đồ", "Map"),
        ("wall-alerts", "/wall?views=alerts", "Cảnh báo đang mở", "Open alerts"),
        ("rejections", "/rejections", "Gói tin bị từ chối", "Rejected messages"),
        ("settings", "/settings", "Cài đặt", "Settings"),
        ("not-found", "/nowhere", "Không có trang này", "There is no such page"),
    ];
}
