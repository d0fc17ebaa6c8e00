using Microsoft.Playwright;

namespace Ioc.EndToEnd.Tests;

/// <summary>
/// A person in front of the web app, in real headless Chromium. The only file that knows Playwright; its verbs are the user's.
/// Anything the browser logs as an error, and any request that leaves the server's origin, fails the test that made it.
/// </summary>
internal sealed class Screen : IAsyncDisposable
{
    private const string Chromium = "/usr/bin/chromium";

    // Software GL: the map needs WebGL and a CI machine has no GPU. The rest keeps Chromium from calling home.
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly IPage _page;
    private readonly Uri _origin;
    private readonly List<string> _complaints = [];

    private Screen(IPlaywright playwright, IBrowser browser, IPage page, Uri origin)
    {
        _playwright = playwright;
        _browser = browser;
        _page = page;
        _origin = origin;
        page.SetDefaultTimeout(30_000);
        page.PageError += (_, error) => _complaints.Add(error);
        page.Console += (_, message) => Hear(message);
        page.Request += (_, request) => Watch(request);
    }

    public static async Task<Screen> OpenAsync(ChildServer server, int width = 1366, int height = 768, bool dark = true)
    {
        Assert.SkipUnless(File.Exists(Chromium), $"{Chromium} is missing; ./test installs it as root on Debian");
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = Arguments });
        var context = await browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "vi-VN",
            TimezoneId = "Asia/Ho_Chi_Minh",
        });
        await context.AddInitScriptAsync($"localStorage.setItem('ioc.theme', '{(dark ? "dark" : "light")}')");
        return new Screen(playwright, browser, await context.NewPageAsync(), server.Url);
    }

    public async Task SignInAsync(string token)
    {
        await _page.GotoAsync(_origin.ToString());
        await _page.GetByText("Bằng mã truy cập").ClickAsync();
        await _page.GetByLabel("Mã truy cập", new() { Exact = true }).FillAsync(token);
        await _page.GetByRole(AriaRole.Button, new() { Name = "Đăng nhập", Exact = true }).ClickAsync();
        await Assertions.Expect(_page.GetByRole(AriaRole.Navigation)).ToBeVisibleAsync();
        // Before a session exists the app asks whether there is one: that 401 is expected.
        _complaints.RemoveAll(complaint => complaint.Contains("401", StringComparison.Ordinal));
    }

    public async Task OpenAsync(string path) => await _page.GotoAsync(new Uri(_origin, path).ToString());

    public async Task OpenOverviewAsync()
    {
        await OpenAsync("/");
        await IsLiveAsync();
        await Assertions.Expect(_page.Locator("canvas.maplibregl-canvas")).ToBeVisibleAsync();
    }

    public async Task IsLiveAsync() => await Assertions.Expect(_page.GetByText("trực tiếp").First).ToBeVisibleAsync();

    public async Task SeesAsync(string text) => await Assertions.Expect(_page.GetByText(text).First).ToBeVisibleAsync();

    public async Task SeesAlertAsync(string text, string device)
    {
        var row = Alerts().Filter(new() { HasText = device });
        await Assertions.Expect(row).ToHaveCountAsync(1);
        await Assertions.Expect(row).ToContainTextAsync(text);
    }

    public async Task SeesNoAlertAsync(string device) =>
        await Assertions.Expect(Alerts().Filter(new() { HasText = device })).ToHaveCountAsync(0);

    public async Task AcknowledgeAsync(string device)
    {
        await Alerts().Filter(new() { HasText = device }).GetByRole(AriaRole.Button, new() { Name = "Xác nhận" }).ClickAsync();
        await Assertions.Expect(Alerts().Filter(new() { HasText = device })).ToContainTextAsync("Đã xác nhận");
    }

    /// <summary>Writes and sends a routine broadcast to one commune, as an operator would.</summary>
    public async Task BroadcastAsync(string title, string text, string commune)
    {
        await OpenAsync("/broadcasts/new");
        await _page.GetByRole(AriaRole.Textbox, new() { Name = "Tiêu đề" }).FillAsync(title);
        await _page.GetByRole(AriaRole.Textbox, new() { Name = "Lời phát" }).FillAsync(text);
        await _page.GetByPlaceholder("Gõ tên xã, phường").FillAsync(commune);
        await _page.GetByRole(AriaRole.Option, new() { Name = commune }).First.ClickAsync();
        await _page.Keyboard.PressAsync("Escape");
        await _page.GetByRole(AriaRole.Button, new() { Name = "Phát bản tin" }).ClickAsync();
        await Assertions.Expect(_page.GetByRole(AriaRole.Heading, new() { Name = title })).ToBeVisibleAsync();
    }

    public async Task SpeakEnglishAsync()
    {
        await OpenAsync("/settings");
        await _page.GetByText("English").First.ClickAsync();
        await SeesAsync("Settings");
    }

    /// <summary>Keeps a picture among the test's output, for people to look at.</summary>
    public async Task PictureAsync(string name)
    {
        var folder = Environment.GetEnvironmentVariable("IOC_SCREENSHOTS") ?? Path.Combine(AppContext.BaseDirectory, "screenshots");
        await _page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png") });
    }

    /// <summary>True when the page can't be scrolled sideways: nothing hangs out of a phone.</summary>
    public async Task<bool> FitsAsync() =>
        await _page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth");

    /// <summary>The browser had nothing to complain about: no script error, no blocked resource, no request to anybody else.</summary>
    public void HadNoComplaints() => Assert.Empty(_complaints);

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    private ILocator Alerts() => _page.GetByRole(AriaRole.List, new() { Name = "Danh sách cảnh báo" }).GetByRole(AriaRole.Listitem);

    private void Hear(IConsoleMessage message)
    {
        if (message.Type == "error")
            _complaints.Add(message.Text);
    }

    private void Watch(IRequest request)
    {
        var url = new Uri(request.Url);
        if (url.Scheme is "http" or "https" or "ws" or "wss" && url.Authority != _origin.Authority)
            _complaints.Add("a request left the origin: " + request.Url);
    }
}
