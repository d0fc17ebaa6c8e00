namespace Ioc.EndToEnd.Tests.Screens;

/// <summary>What an operator does all day, by mouse and by keyboard.</summary>
[Collection(nameof(DemoProvinceGroup))]
public sealed class TaskTests(DemoProvince province)
{
    /// <summary>Long enough to be cancelled while it plays.</summary>
    private static readonly string Speech = string.Concat(Enumerable.Repeat("Sáng mai trạm y tế xã tiêm chủng cho trẻ em tại nhà văn hóa thôn. ", 12));

    [Fact]
    public async Task A_device_is_found_by_mouse_and_by_keyboard()
    {
        await using var screen = await OpenAsync();
        await screen.OpenAsync("/devices");
        await screen.IsLiveAsync();
        await screen.FilterDevicesAsync(province.Loudspeaker);
        await screen.SeesDeviceCountAsync(1);
        await screen.IsAtAsync($"/devices?q={province.Loudspeaker}");
        await screen.EnterDevicesAsync();
        await screen.PressAsync("ArrowDown", "Enter");
        await screen.IsAtAsync("/devices/" + province.Loudspeaker);
        await screen.SeesAsync("Hiện trạng");

        await screen.PressAsync("Control+k");
        await screen.TypeAsync(province.Site);
        await screen.SeesAsync("Thiết bị");
        await screen.PressUntilAtAsync("/devices/" + province.Site, "ArrowDown", "Enter");
        await screen.SeesAsync("Các cell");
        screen.HadNoComplaints();
    }

    [Fact]
    public async Task Rows_are_chosen_by_keyboard_and_leave_as_a_file()
    {
        await using var screen = await OpenAsync();
        await screen.OpenAsync("/devices?kind=loudspeaker&sort=id");
        await screen.IsLiveAsync();
        await screen.EnterDevicesAsync();
        await screen.PressAsync("ArrowDown", "Shift+ArrowDown", "Shift+ArrowDown");
        await screen.SeesAsync("Đã chọn 3 thiết bị");
        var lines = (await screen.ExportAsync("Xuất 3 dòng đã chọn")).TrimEnd().Split("\r\n");
        Assert.StartsWith("\uFEFFMã,Tên,Loại,", lines[0], StringComparison.Ordinal);
        Assert.Equal(4, lines.Length);
        await screen.PressAsync("Escape");

        // Without a choice the file is what the filter shows.
        await screen.EnterDevicesAsync();
        await screen.PressAsync("Escape");
        var all = (await screen.ExportAsync("Xuất CSV")).TrimEnd().Split("\r\n");
        Assert.Equal((int)(await province.Server.GetAsync("/api/v1/devices?kind=loudspeaker&pageSize=1"))["total"]! + 1, all.Length);
        screen.HadNoComplaints();
    }

    [Fact]
    public async Task A_broadcast_is_written_sent_and_cancelled_by_mouse_and_by_keyboard()
    {
        await using var screen = await OpenAsync();
        await screen.BroadcastAsync("Lịch tiêm chủng", Speech, province.UnitName);
        await screen.SeesAsync("Sổ phát theo cụm loa");
        await screen.SeesAsync("Đang phát");
        await screen.PictureAsync("broadcast-ledger");
        await screen.HoldAsync("Giữ để hủy", "Đã gửi lệnh hủy");

        await screen.OpenAsync($"/broadcasts/new?to={province.Unit}");
        await screen.FocusFieldAsync("Tiêu đề");
        await screen.TypeAsync("Cắt nước");
        await screen.PressAsync("Tab");
        await screen.PasteAsync(Speech);
        await screen.PressButtonByKeyAsync("Phát bản tin");
        await screen.SeesHeadingAsync("Cắt nước");
        await screen.HoldKeyAsync("Giữ để hủy", "Đã gửi lệnh hủy");

        // What was sent is on the page of a cluster that got it.
        var cluster = (string)(await province.Server.GetAsync($"/api/v1/devices?unit={province.Unit}&kind=loudspeaker&pageSize=1"))["items"]![0]!["id"]!;
        await screen.OpenAsync("/devices/" + cluster);
        await screen.SeesAsync("Cắt nước");
        screen.HadNoComplaints();
    }

    [Fact]
    public async Task A_commune_tells_how_it_was_and_leads_to_its_devices()
    {
        await using var screen = await OpenAsync();
        await screen.OpenAsync("/units?sort=name");
        await screen.FollowAsync(province.UnitName);
        await screen.SeesHeadingAsync(province.UnitName);
        await screen.SeesAsync("thời gian thiết bị phục vụ được");
        await screen.SeesAsync("Thôn, tổ dân phố");
        await screen.FollowAsync("Cụm loa");
        await screen.IsAtAsync("/devices?unit=" + province.Unit);
        screen.HadNoComplaints();
    }

    private async Task<Screen> OpenAsync()
    {
        var screen = await Screen.OpenAsync(province.Server);
        await screen.BeSignedInAsync(province.Server.Token);
        return screen;
    }
}
