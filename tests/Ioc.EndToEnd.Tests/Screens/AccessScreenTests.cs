using Ioc.Mqtt.Client;
using Ioc.Silo.Accounts;

namespace Ioc.EndToEnd.Tests.Screens;

/// <summary>People's own doors and devices' ways in, with a browser: first sign-in, second factors, invitations, claims; and how the screens look.</summary>
[Collection(nameof(DemoProvinceGroup))]
public sealed class AccessScreenTests(DemoProvince province)
{
    private const string Password = "bốn con chim sẻ";

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Every_screen_of_access_opens_without_a_complaint_fits_and_is_accessible(bool dark, bool english)
    {
        await province.Server.SendAsync(HttpMethod.Post, "/api/v1/claims", new { claims = new[] { new { kind = "loudspeaker" } }, days = 7 });
        await using (var stranger = new MqttClient())
            await stranger.ConnectAsync(new MqttClientOptions { Host = "127.0.0.1", Port = province.Server.MqttPort, ClientId = "loa-la", UserName = "admin", Password = "admin" });
        await province.Server.UntilAsync("/api/v1/strangers", answer => (int)answer["total"]! > 0);
        await using var screen = await Screen.OpenAsync(province.Server.Url, dark: dark, english: english);
        await screen.BeSignedInAsync(province.Server.Token);
        Assert.Empty(await ScreenWalk.AlongAsync(screen, Pages, dark, english, examine: true));
        screen.HadNoComplaints();
    }

    [Fact]
    public async Task A_new_user_signs_in_with_the_password_that_the_start_names_and_adds_an_app_and_a_passkey()
    {
        await using var server = await ChildServer.StartAsync("--no-demo");
        var password = (await File.ReadAllTextAsync(Path.Combine(server.DataDirectory, "admin.password"), TestContext.Current.CancellationToken)).Trim();
        // Passkeys are for names, and this is the one that a browser trusts without a certificate.
        await using var screen = await Screen.OpenAsync(new UriBuilder(server.Url) { Host = "localhost" }.Uri);
        await screen.HasAuthenticatorAsync();
        await screen.SignInAsync("admin", password);
        await screen.IsSignedInAsync();
        var (_, codes) = await screen.EnrolTotpAsync(password, secret => Totp.Code(FromBase32(secret), TimeProvider.System.GetUtcNow()));
        Assert.Equal(10, codes.Length);
        await screen.AddPasskeyAsync(password);

        await screen.SignOutAsync();
        await screen.SignInAsync("admin", password);
        await screen.SeesAsync("Xác thực bước hai");
        await screen.PictureAsync("sign-in-factor");
        await screen.ShowRecoveryCodeAsync(codes[0]);

        await screen.SignOutAsync();
        await screen.SignInWithPasskeyAsync();
        screen.HadNoComplaints();
    }

    [Fact]
    public async Task An_invited_person_chooses_a_password_and_sees_one_commune()
    {
        string link;
        await using (var administrator = await Screen.OpenAsync(province.Server))
        {
            await administrator.BeSignedInAsync(province.Server.Token);
            link = await administrator.InviteAsync("lan", "Nguyễn Thị Lan", province.UnitName);
        }

        await using var screen = await Screen.OpenAsync(province.Server);
        await screen.AcceptAsync(link, Password);
        await screen.SignInAsync("lan", Password);
        await screen.IsSignedInAsync();
        var lan = await province.Server.GetAsync("/api/v1/users/lan");
        Assert.Equal(province.Unit, (string?)lan["user"]!["grants"]![0]!["unitCode"]);
        await screen.OpenOverviewAsync();
        await screen.PictureAsync("overview-commune");
        screen.HadNoComplaints();
    }

    [Theory]
    [InlineData(false, "Không có mã này. So lại với nhãn.")]
    [InlineData(true, "There is no such code. Compare it with the label.")]
    public async Task What_the_server_refuses_is_said_in_the_language_of_the_screen(bool english, string refusal)
    {
        await using var screen = await Screen.OpenAsync(province.Server.Url, 390, 844, english: english);
        await screen.BeSignedInAsync(province.Server.Token);
        await screen.OpenAsync("/claim");
        await screen.ClaimInVainAsync("AAAA-BBBB-CCCC", refusal);
        await screen.PictureAsync(english ? "claim-refused-en-390" : "claim-refused-390");
        screen.HadNoComplaints();
    }

    [Fact]
    public async Task A_field_team_puts_a_device_on_the_map_with_a_phone()
    {
        var made = (await province.Server.SendAsync(HttpMethod.Post, "/api/v1/claims", new { claims = new[] { new { kind = "loudspeaker", unitCode = province.Unit } }, days = 7 }))["items"]![0]!;
        await using var screen = await Screen.OpenAsync(province.Server, 390, 844);
        await screen.BeSignedInAsync(province.Server.Token);
        await screen.ClaimAsync((string)made["code"]!, "Cụm loa nhà văn hóa");
        // A phone that throws the page away to take a photograph opens it again.
        await screen.ReloadAsync();
        await screen.SeesFieldAsync("Tên thiết bị", "Cụm loa nhà văn hóa");
        await screen.ClickAsync("Đưa lên bản đồ");
        var id = (string)made["claim"]!["deviceId"]!;
        await screen.SeesAsync("Bật máy");
        await using var device = await TestDevice.ConnectAsync(province.Server, "loudspeaker", id, (string)made["credential"]!);
        await device.SayAsync("telemetry", """{"volume_percent":55}""");
        await screen.SeesAsync("Đã nghe máy báo về");
        await screen.PictureAsync("claim-heard-390");
        screen.HadNoComplaints();
    }

    private static IEnumerable<(string Name, string Path, string Vietnamese, string English)> Pages =>
    [
        ("account", "/account", "Tài khoản của tôi", "My account"),
        ("people", "/people", "Người dùng", "People"),
        ("person", "/people/admin", "Được làm gì, ở đâu", "What may be done, and where"),
        ("credentials", "/provisioning", "Tiếp nhận thiết bị", "Device onboarding"),
        ("strangers", "/provisioning?tab=strangers", "loa-la", "loa-la"),
        ("claims", "/provisioning?tab=claims", "Lập mã mới", "Make codes"),
        ("claim", "/claim", "Chụp mã QR", "Photograph the QR code"),
        ("audit", "/audit", "Nhật ký kiểm toán", "Audit"),
    ];

    private static byte[] FromBase32(string text)
    {
        var bits = string.Concat(text.Select(letter => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(index => Convert.ToByte(bits.Substring(index * 8, 8), 2))];
    }
}
