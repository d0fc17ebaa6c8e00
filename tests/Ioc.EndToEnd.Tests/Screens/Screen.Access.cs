using Microsoft.Playwright;

namespace Ioc.EndToEnd.Tests.Screens;

/// <summary>Signing in, the own account, and other people's.</summary>
internal sealed partial class Screen
{
    /// <summary>A phone that answers for its owner's finger, as Chromium's own tool for tests offers it.</summary>
    public async Task HasAuthenticatorAsync()
    {
        var session = await _page.Context.NewCDPSessionAsync(_page);
        await session.SendAsync("WebAuthn.enable");
        await session.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new { protocol = "ctap2", transport = "internal", hasResidentKey = true, hasUserVerification = true, isUserVerified = true, automaticPresenceSimulation = true },
        });
    }

    public async Task SignInAsync(string userName, string password)
    {
        await _page.GotoAsync(_origin.ToString());
        await _page.GetByLabel("Tên đăng nhập", new() { Exact = true }).FillAsync(userName);
        await _page.GetByLabel("Mật khẩu", new() { Exact = true }).FillAsync(password);
        await ClickExactlyAsync("Đăng nhập");
        _complaints.RemoveAll(complaint => complaint.Contains("401", StringComparison.Ordinal));
    }

    public async Task SignInWithPasskeyAsync()
    {
        await _page.GotoAsync(_origin.ToString());
        await ClickExactlyAsync("Đăng nhập bằng khóa truy cập");
        await IsSignedInAsync();
    }

    public async Task SignOutAsync()
    {
        await _page.GetByRole(AriaRole.Button, new() { Name = "Tài khoản", Exact = true }).ClickAsync();
        await _page.GetByRole(AriaRole.Menuitem, new() { Name = "Đăng xuất" }).ClickAsync();
        await SeesAsync("Đăng nhập");
        // The hub's last words, and the question who one is now.
        _complaints.RemoveAll(complaint => complaint.Contains("401", StringComparison.Ordinal) || complaint.Contains("WebSocket", StringComparison.Ordinal) || complaint.Contains("connection", StringComparison.OrdinalIgnoreCase));
    }

    public async Task IsSignedInAsync()
    {
        await Assertions.Expect(_page.GetByRole(AriaRole.Navigation).First).ToBeVisibleAsync();
        _complaints.RemoveAll(complaint => complaint.Contains("401", StringComparison.Ordinal));
    }

    /// <summary>Enrols the authenticator app, and answers its secret and the recovery codes that were shown.</summary>
    public async Task<(string Secret, string[] Codes)> EnrolTotpAsync(string password, Func<string, string> codeOf)
    {
        await OpenAsync("/account");
        await _page.GetByRole(AriaRole.Button, new() { Name = "Thêm", Exact = true }).ClickAsync();
        await _page.GetByLabel("Nhập mật khẩu để tiếp tục").First.FillAsync(password);
        await _page.GetByRole(AriaRole.Button, new() { Name = "Thêm", Exact = true }).ClickAsync();
        var secret = (await _page.Locator(".secret").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
        await Assertions.Expect(_page.Locator("svg.qr")).ToBeVisibleAsync();
        await PictureAsync("account-totp");
        await _page.GetByLabel("6 số trong ứng dụng").FillAsync(codeOf(secret));
        await ClickExactlyAsync("Bật");
        var codes = (await _page.Locator(".once-text").InnerTextAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await ClickExactlyAsync("Xong");
        return (secret, codes);
    }

    public async Task AddPasskeyAsync(string password)
    {
        await OpenAsync("/account");
        await ClickExactlyAsync("Thêm khóa truy cập");
        await _page.GetByLabel("Tên gọi").FillAsync("Điện thoại của Lan");
        await _page.GetByLabel("Nhập mật khẩu để tiếp tục").FillAsync(password);
        await ClickExactlyAsync("Thêm khóa truy cập");
        await SeesAsync("Điện thoại của Lan");
    }

    public async Task ShowRecoveryCodeAsync(string code)
    {
        await _page.GetByText("Mất điện thoại? Dùng mã dự phòng").ClickAsync();
        await _page.GetByLabel("Mã dự phòng").FillAsync(code);
        await ClickExactlyAsync("Xác nhận");
        await IsSignedInAsync();
    }

    /// <summary>Invites somebody as an operator of the first commune that matches; answers the link.</summary>
    public async Task<string> InviteAsync(string userName, string fullName, string commune)
    {
        await OpenAsync("/people");
        await ClickExactlyAsync("Mời");
        await _page.GetByLabel("Tên đăng nhập").FillAsync(userName);
        await _page.GetByLabel("Họ và tên").FillAsync(fullName);
        await _page.GetByPlaceholder("Đơn vị (gồm cả bên dưới)").FillAsync(commune);
        await _page.GetByRole(AriaRole.Option, new() { Name = commune }).First.ClickAsync();
        await PictureAsync("people-invite");
        await _page.Locator("form").GetByRole(AriaRole.Button, new() { Name = "Mời", Exact = true }).ClickAsync();
        return await _page.Locator(".once-text").InnerTextAsync();
    }

    public async Task AcceptAsync(string link, string password)
    {
        await _page.GotoAsync(link);
        await _page.GetByLabel("Mật khẩu của riêng bạn").FillAsync(password);
        await PictureAsync("invitation");
        await ClickExactlyAsync("Đặt mật khẩu");
        await ClickExactlyAsync("Tới trang đăng nhập");
        _complaints.RemoveAll(complaint => complaint.Contains("401", StringComparison.Ordinal));
    }

    /// <summary>With a code that no label has: the refusal, as the screen says it.</summary>
    public async Task ClaimInVainAsync(string code, string refusal)
    {
        _isNetworkExpectedToFail = true;
        await _page.Locator(".claim-step input[type=text], .claim-step input:not([type])").FillAsync(code);
        await PressAsync("Enter");
        await Assertions.Expect(_page.GetByRole(AriaRole.Alert)).ToHaveTextAsync(refusal);
    }

    /// <summary>On a phone, with the code typed: the device is placed in the middle of the map that is shown.</summary>
    public async Task ClaimAsync(string code, string name)
    {
        await OpenAsync("/claim");
        await _page.GetByLabel("hoặc gõ mã trên nhãn").FillAsync(code);
        await PictureAsync("claim-code-390");
        await ClickExactlyAsync("Tiếp");
        await _page.GetByRole(AriaRole.Img, new() { Name = "Bản đồ xã, phường để chấm vị trí" }).ClickAsync();
        await FillAsync("Tên thiết bị", name);
        await PictureAsync("claim-place-390");
    }

    public Task ClickExactlyAsync(string name) => _page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).First.ClickAsync();
}
