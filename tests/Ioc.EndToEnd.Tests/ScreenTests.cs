namespace Ioc.EndToEnd.Tests;

/// <summary>The screens as people use them, and as they look at three sizes, in both themes and both languages.</summary>
public sealed class ScreenTests(ScreenTests.Province province) : IClassFixture<ScreenTests.Province>
{
    [Theory]
    [InlineData(1920, 1080, true)]
    [InlineData(1366, 768, true)]
    [InlineData(1366, 768, false)]
    [InlineData(390, 844, true)]
    [InlineData(390, 844, false)]
    public async Task Every_screen_opens_without_a_complaint_and_fits(int width, int height, bool dark)
    {
        await using var screen = await Screen.OpenAsync(province.Server, width, height, dark);
        await screen.SignInAsync(province.Server.Token);
        var device = (string)(await province.Server.GetAsync("/api/v1/devices?kind=loudspeaker&pageSize=1"))["items"]![0]!["id"]!;
        var unit = (string)(await province.Server.GetAsync("/api/v1/units?level=commune&pageSize=1"))["items"]![0]!["code"]!;
        foreach (var (name, path, word) in Pages(device, unit))
        {
            await screen.OpenAsync(path);
            await screen.SeesAsync(word);
            await screen.IsLiveAsync();
            Assert.True(await screen.FitsAsync(), $"{name} is wider than {width} pixels");
            await screen.PictureAsync($"{name}-{width}-{(dark ? "dark" : "light")}-vi");
        }

        await screen.SpeakEnglishAsync();
        await screen.OpenAsync("/");
        await screen.SeesAsync("live");
        await screen.PictureAsync($"overview-{width}-{(dark ? "dark" : "light")}-en");
        screen.HadNoComplaints();
    }

    [Fact]
    public async Task An_operator_broadcasts_to_a_commune_and_sees_which_clusters_play()
    {
        await using var screen = await Screen.OpenAsync(province.Server);
        await screen.SignInAsync(province.Server.Token);
        var communes = await province.Server.GetAsync("/api/v1/units?level=commune");
        var commune = (string)communes["items"]![0]!["fullName"]!;
        await screen.BroadcastAsync("Lịch tiêm chủng", "Sáng mai trạm y tế xã tiêm chủng cho trẻ em.", commune);
        await screen.SeesAsync("Sổ phát theo cụm loa");
        await screen.SeesAsync("Đang phát");
        await screen.PictureAsync("broadcast-ledger");
        screen.HadNoComplaints();
    }

    private static IEnumerable<(string Name, string Path, string Word)> Pages(string device, string unit) =>
    [
        ("overview", "/", "Cụm loa"),
        ("alerts", "/alerts", "Cảnh báo"),
        ("devices", "/devices", "Thiết bị"),
        ("device", "/devices/" + device, "Hiện trạng"),
        ("broadcasts", "/broadcasts", "Phát thanh"),
        ("compose", "/broadcasts/new", "Soạn bản tin"),
        ("units", "/units", "Đơn vị"),
        ("unit", "/units/" + unit, "Thôn, bản"),
        ("wall-map", "/wall", "Bản đồ"),
        ("wall-alerts", "/wall?views=alerts", "Cảnh báo đang mở"),
        ("rejections", "/rejections", "Bản tin bị từ chối"),
        ("settings", "/settings", "Cài đặt"),
    ];

    /// <summary>One simulated province for all of these tests.</summary>
    public sealed class Province : IAsyncLifetime
    {
        internal ChildServer Server { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Server = await ChildServer.StartAsync("--demo", "--demo-devices", "400");
            await Server.UntilAsync("/api/v1/devices?health=ok&pageSize=1", answer => (int)answer["total"]! > 100);
        }

        public async ValueTask DisposeAsync() => await Server.DisposeAsync();
    }
}
