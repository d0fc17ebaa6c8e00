namespace Ioc.EndToEnd.Tests.Screens;

/// <summary>Where one is: what a page is called, what the keyboard has, what an address brings back, which theme a screen has.</summary>
[Collection(nameof(DemoProvinceGroup))]
public sealed class WayTests(DemoProvince province)
{
    [Fact]
    public async Task A_page_is_called_after_its_device_and_takes_the_focus_and_the_voice()
    {
        var device = await province.Server.GetAsync("/api/v1/devices/" + province.Loudspeaker);
        var name = (string)device["device"]!["name"]!;
        await using var screen = await OpenAsync();
        await screen.OpenAsync($"/devices?q={province.Loudspeaker}");
        await screen.IsCalledAsync("Thiết bị · ");
        await screen.FollowAsync(name);
        await screen.IsCalledAsync($"{name} · Thiết bị · ");
        await screen.HasFocusInAsync("#main");
        await screen.HearsAsync(name);

        await screen.OpenAsync("/units/" + province.Unit);
        await screen.IsCalledAsync($"{province.UnitName} · Đơn vị · ");
        await screen.OpenAsync("/people/admin");
        await screen.IsCalledAsync("admin · Người dùng · ");
        await screen.OpenAsync("/nowhere");
        await screen.IsCalledAsync("Không có trang này");
        screen.HadNoComplaints();
    }

    [Fact]
    public async Task A_view_of_the_map_is_shared_by_its_address()
    {
        await using var screen = await OpenAsync();
        await screen.OpenOverviewAsync();
        await screen.ClickAsync("Phóng to");
        await screen.IsAtAsync("/?at=");
        var first = screen.Address;
        await screen.ClickAsync("Phóng to");
        await screen.IsAtOtherAsync(first);
        var second = screen.Address;

        // Somebody else opens it, and looks at the same place: the map writes what it shows when it comes to rest.
        await using var other = await OpenAsync();
        await other.OpenAsync(second);
        await other.IsLiveAsync();
        await other.ClickAsync("Thu nhỏ");
        await other.IsAtAsync(first);
        await other.ClickAsync("Về toàn phạm vi");
        await other.IsAtExactlyAsync("/");

        // A device that is searched for is flown to; Back looks again at what was seen before.
        await screen.PressAsync("Control+k");
        await screen.TypeAsync(province.Loudspeaker);
        await screen.PressUntilAtAsync("/?sel=d", "ArrowDown", "Enter");
        await screen.IsAtAsync("/?sel=d%3A" + province.Loudspeaker + "&at=");
        await screen.BackAsync();
        await screen.IsAtExactlyAsync(second);
        screen.HadNoComplaints();
        other.HadNoComplaints();
    }

    [Fact]
    public async Task The_wall_is_dark_in_a_light_browser_which_is_light_again_afterwards()
    {
        await using var screen = await OpenAsync(dark: false);
        await screen.OpenAsync("/wall?views=map");
        await screen.IsLiveAsync();
        await screen.IsDrawnInAsync("dark");
        await screen.PressAsync("Escape");
        await screen.IsAtAsync("/");
        await screen.IsDrawnInAsync("light");
        screen.HadNoComplaints();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_emergency_and_every_dialog_are_accessible(bool dark)
    {
        await using var screen = await OpenAsync(dark);
        var findings = new List<string>();
        await screen.OpenAsync($"/broadcasts/new?to={province.Unit}");
        await screen.ChooseAsync("Khẩn cấp");
        await screen.SeesAsync("Chế độ khẩn cấp");
        await LookAsync("compose-emergency");
        await screen.SwitchOnAsync("Đây là diễn tập");
        await screen.SeesAsync("Diễn tập, không phải tình huống thật");
        await LookAsync("compose-drill");

        await screen.OpenAsync("/audit");
        await screen.ClickAsync("Đăng nhập");
        await screen.SeesAsync("Dòng ");
        await LookAsync("audit-detail");
        await screen.OpenAsync("/provisioning");
        await screen.ClickExactlyAsync("Thu hồi");
        await screen.SeesAsync("Thu hồi quyền truy cập");
        await LookAsync("revoke");
        await screen.OpenAsync("/provisioning?tab=claims");
        await screen.ClickAsync("Lập mã mới");
        await screen.SeesAsync("Hiệu lực (ngày)");
        await LookAsync("new-claims");
        ScreenWalk.FoundNothing(findings);
        screen.HadNoComplaints();

        async Task LookAsync(string name) => findings.AddRange(await ScreenWalk.LookAsync(screen, name, dark, english: false, examine: true));
    }

    private async Task<Screen> OpenAsync(bool dark = true)
    {
        var screen = await Screen.OpenAsync(province.Server, dark: dark);
        await screen.BeSignedInAsync(province.Server.Token);
        return screen;
    }
}
