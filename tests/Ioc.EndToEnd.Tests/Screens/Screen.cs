using System.Text;
using System.Text.Json;
using Microsoft.Playwright;

namespace Ioc.EndToEnd.Tests.Screens;

/// <summary>
/// A person in front of the web app, in real headless Chromium. Only this file and Screen.Access.cs know Playwright; its verbs are the user's.
/// Anything the browser logs as an error, and any request that leaves the server's origin, fails the test that made it.
/// </summary>
internal sealed partial class Screen : IAsyncDisposable
{
    private const string Chromium = "/usr/bin/chromium";

    // Software GL: the map needs WebGL and a CI machine has no GPU; nothing else shall go through it. The rest keeps Chromium from calling home.
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-gpu-compositing", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private static readonly SemaphoreSlim Gate = new(1);
    private static (IPlaywright Playwright, IBrowser Browser, int Users) s_shared;

    private readonly IBrowserContext _context;
    private readonly IPage _page;
    private readonly Uri _origin;
    private readonly List<string> _complaints = [];
    private bool _isNetworkExpectedToFail;

    private Screen(IBrowserContext context, IPage page, Uri origin)
    {
        _context = context;
        _page = page;
        _origin = origin;
        page.SetDefaultTimeout(30_000);
        page.PageError += (_, error) => _complaints.Add(error);
        page.Console += (_, message) => Hear(message);
        page.Request += (_, request) => Watch(request);
    }

    public static Task<Screen> OpenAsync(ChildServer server, int width = 1366, int height = 768, bool dark = true, bool hasWorker = true, bool touch = false) =>
        OpenAsync(server.Url, width, height, dark, hasWorker: hasWorker, touch: touch);

    /// <param name="origin">Where the app is.</param>
    /// <param name="width">Of the window, in pixels.</param>
    /// <param name="height">Of the window, in pixels.</param>
    /// <param name="dark">The theme.</param>
    /// <param name="english">The language.</param>
    /// <param name="hasWorker">False where the test answers calls itself: Playwright does not promise that for a page which a service worker takes over, some seconds after it opened.</param>
    /// <param name="touch">A phone: a thumb instead of a mouse, and a page as wide as the screen says.</param>
    public static async Task<Screen> OpenAsync(Uri origin, int width = 1366, int height = 768, bool dark = true, bool english = false, bool hasWorker = true, bool touch = false)
    {
        Assert.SkipUnless(File.Exists(Chromium), $"{Chromium} is missing; ./test installs it as root on Debian");
        var context = await (await BrowserAsync()).NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            HasTouch = touch,
            IsMobile = touch,
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "vi-VN",
            TimezoneId = "Asia/Ho_Chi_Minh",
            ServiceWorkers = hasWorker ? ServiceWorkerPolicy.Allow : ServiceWorkerPolicy.Block,
        });
        // Only what was not chosen yet, so that a test may choose and reload.
        await context.AddInitScriptAsync(
            $"localStorage.getItem('ioc.theme') ?? localStorage.setItem('ioc.theme', '{(dark ? "dark" : "light")}');"
            + $"localStorage.getItem('ioc.language') ?? localStorage.setItem('ioc.language', '{(english ? "en" : "vi")}')");
        return new Screen(context, await context.NewPageAsync(), origin);
    }

    /// <summary>As a person does, through the page.</summary>
    public async Task SignInAsync(string token)
    {
        await _page.GotoAsync(_origin.ToString());
        await SignInHereAsync(token);
    }

    /// <summary>On the sign-in page that is open, whatever its address.</summary>
    public async Task SignInHereAsync(string token)
    {
        await _page.GetByText("Bằng mã truy cập").ClickAsync();
        await _page.GetByLabel("Mã truy cập", new() { Exact = true }).FillAsync(token);
        await _page.GetByRole(AriaRole.Button, new() { Name = "Đăng nhập", Exact = true }).ClickAsync();
        await Assertions.Expect(_page.GetByRole(AriaRole.Navigation)).ToBeVisibleAsync();
        // Before a session exists the app asks whether there is one: that 401 is expected.
        _complaints.RemoveAll(complaint => complaint.Contains("401", StringComparison.Ordinal));
    }

    /// <summary>With the session's cookie, where signing in is not what is tried.</summary>
    public async Task BeSignedInAsync(string token)
    {
        var answer = await _context.APIRequest.PostAsync(new Uri(_origin, "/api/v1/session").ToString(), new()
        {
            DataObject = new { token },
            Headers = new Dictionary<string, string> { ["X-Ioc-Request"] = "1" },
        });
        Assert.True(answer.Ok, $"signing in: {answer.Status} {await answer.TextAsync()}");
    }

    public async Task OpenAsync(string path) => await _page.GotoAsync(new Uri(_origin, path).ToString());

    public async Task ReloadAsync() => await _page.ReloadAsync();

    public async Task OpenOverviewAsync()
    {
        await OpenAsync("/");
        await IsLiveAsync();
        await Assertions.Expect(_page.Locator("canvas.maplibregl-canvas")).ToBeVisibleAsync();
    }

    /// <summary>The wall has turned to a view of this name.</summary>
    public async Task SeesViewAsync(string name) =>
        await Assertions.Expect(_page.GetByRole(AriaRole.Button, new() { Name = name, Pressed = true })).ToBeVisibleAsync();

    public Task ResizeAsync(int width, int height) => _page.SetViewportSizeAsync(width, height);

    public async Task IsLiveAsync() => await Assertions.Expect(_page.Locator(".fresh.is-live").First).ToBeAttachedAsync();

    /// <summary>Nothing on the page is still being loaded, and what had to move has moved.</summary>
    public async Task IsSettledAsync()
    {
        await Assertions.Expect(_page.Locator(".waiting, .map-waiting")).ToHaveCountAsync(0);
        await _page.EvaluateAsync("document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))");
    }

    public async Task SeesAsync(string text) => await Assertions.Expect(_page.GetByText(text).First).ToBeVisibleAsync();

    /// <summary>The words are there, and nothing lies over them.</summary>
    public async Task SeesUncoveredAsync(string text)
    {
        await SeesAsync(text);
        var covering = await _page.GetByText(text).First.EvaluateAsync<string?>(
            """
            (element) => {
              const box = element.getBoundingClientRect();
              const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
              return element.contains(top) ? null : top?.outerHTML.slice(0, 200) ?? 'it is out of sight';
            }
            """);
        Assert.True(covering is null, $"'{text}' is covered: {covering}");
    }

    public async Task SeesHeadingAsync(string text) => await Assertions.Expect(_page.GetByRole(AriaRole.Heading, new() { Name = text }).First).ToBeVisibleAsync();

    public async Task SeesFieldAsync(string label, string value) => await Assertions.Expect(_page.GetByRole(AriaRole.Textbox, new() { Name = label })).ToHaveValueAsync(value);

    public async Task IsAtAsync(string path) => await _page.WaitForURLAsync(url => new Uri(url).PathAndQuery.StartsWith(path, StringComparison.Ordinal));

    public async Task ClickAsync(string button) => await _page.GetByRole(AriaRole.Button, new() { Name = button }).First.ClickAsync();

    public async Task FollowAsync(string link) => await _page.GetByRole(AriaRole.Link, new() { Name = link }).First.ClickAsync();

    public async Task PressAsync(params string[] keys)
    {
        foreach (var key in keys)
            await _page.Keyboard.PressAsync(key);
    }

    /// <summary>Once the search has answered: the first that is found is opened.</summary>
    public async Task PressUntilAtAsync(string path, params string[] keys)
    {
        await Assertions.Expect(_page.GetByRole(AriaRole.Option).First).ToBeVisibleAsync();
        await PressAsync(keys);
        await IsAtAsync(path);
    }

    public async Task PressButtonByKeyAsync(string button)
    {
        var target = _page.GetByRole(AriaRole.Button, new() { Name = button });
        await Assertions.Expect(target).ToBeEnabledAsync();
        await target.FocusAsync();
        await PressAsync("Enter");
    }

    public async Task ChooseAsync(string option) => await _page.GetByText(option, new() { Exact = true }).First.ClickAsync();

    public Task TypeAsync(string text) => _page.Keyboard.TypeAsync(text);

    /// <summary>Into the field that has the focus.</summary>
    public Task PasteAsync(string text) => _page.Keyboard.InsertTextAsync(text);

    public Task FocusFieldAsync(string label) => _page.GetByRole(AriaRole.Textbox, new() { Name = label }).FocusAsync();

    public Task FillAsync(string label, string text) => _page.GetByRole(AriaRole.Textbox, new() { Name = label }).FillAsync(text);

    public Task FilterDevicesAsync(string text) => _page.GetByLabel("Lọc theo tên hoặc mã").FillAsync(text);

    public async Task SeesDeviceCountAsync(int count) => await Assertions.Expect(_page.Locator(".page-count")).ToHaveTextAsync($"{count} thiết bị");

    /// <summary>The keyboard goes into the devices' table.</summary>
    public Task EnterDevicesAsync() => _page.Locator(".devices-table .table-scroll").FocusAsync();

    /// <summary>Presses export and answers what the file holds.</summary>
    public async Task<string> ExportAsync(string button)
    {
        var download = await _page.RunAndWaitForDownloadAsync(() => ClickAsync(button));
        // As bytes: reading text would swallow the byte order mark that a spreadsheet needs.
        return Encoding.UTF8.GetString(await File.ReadAllBytesAsync(await download.PathAsync()));
    }

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
        await SeesAlertAsync("Đã xác nhận", device);
    }

    public Task FocusAlertAsync(string device) => Alerts().Filter(new() { HasText = device }).GetByRole(AriaRole.Button).First.FocusAsync();

    /// <summary>Every acknowledgement is refused, as the server does it, until the test says otherwise.</summary>
    public async Task RefuseAcknowledgementsAsync(string? refusal, string detail = "")
    {
        _isNetworkExpectedToFail = true;
        await _page.UnrouteAllAsync();
        if (refusal is not null)
        {
            await _page.RouteAsync("**/acknowledge", route => route.FulfillAsync(new()
            {
                Status = 503, ContentType = "application/problem+json", Body = JsonSerializer.Serialize(new { type = "urn:ioc:problem:" + refusal, status = 503, detail }),
            }));
            // On a busy machine the browser begins to ask us a moment after it said so.
            await _page.EvaluateAsync("async () => { while ((await fetch('/api/v1/probe/acknowledge')).status !== 503); }");
        }
    }

    /// <summary>Writes and sends a routine broadcast to one commune, as an operator would.</summary>
    public async Task BroadcastAsync(string title, string text, string commune)
    {
        await OpenAsync("/broadcasts/new");
        await WriteBroadcastAsync(title, text, commune);
        await ClickAsync("Phát bản tin");
        await SeesHeadingAsync(title);
    }

    public async Task WriteBroadcastAsync(string title, string text, string commune)
    {
        await FillAsync("Tiêu đề", title);
        await FillAsync("Lời phát", text);
        await _page.GetByPlaceholder("Gõ tên xã, phường").FillAsync(commune);
        await _page.GetByRole(AriaRole.Option, new() { Name = commune }).First.ClickAsync();
        await PressAsync("Escape");
    }

    /// <summary>Presses with the mouse and holds until the words are there.</summary>
    public async Task HoldAsync(string button, string until)
    {
        await _page.GetByRole(AriaRole.Button, new() { Name = button }).HoverAsync();
        await _page.Mouse.DownAsync();
        await SeesAsync(until);
        await _page.Mouse.UpAsync();
    }

    /// <summary>Holds the space bar on a button until the words are there.</summary>
    public async Task HoldKeyAsync(string button, string until)
    {
        await _page.GetByRole(AriaRole.Button, new() { Name = button }).FocusAsync();
        await _page.Keyboard.DownAsync(" ");
        await SeesAsync(until);
        await _page.Keyboard.UpAsync(" ");
    }

    /// <summary>After the server came back: live again, or asked to sign in because its sessions went with it.</summary>
    public async Task ComesBackAsync(string token)
    {
        var live = _page.Locator(".fresh.is-live");
        var signIn = _page.GetByText("Bằng mã truy cập");
        await Assertions.Expect(live.Or(signIn).First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        if (await signIn.IsVisibleAsync())
            await SignInHereAsync(token);
        await IsLiveAsync();
    }

    /// <summary>From now on requests may fail, and the browser's complaints about them are no finding.</summary>
    public void ExpectsAnOutage() => _isNetworkExpectedToFail = true;

    /// <summary>The service worker has kept the app's files.</summary>
    public Task ShellIsKeptAsync() => _page.EvaluateAsync("navigator.serviceWorker.ready.then(() => undefined)");

    /// <summary>What WCAG 2.2 AA says against the page as it is, one line each.</summary>
    public async Task<IReadOnlyList<string>> AccessibilityFindingsAsync()
    {
        await _page.EvaluateAsync(await AxeAsync());
        var found = await _page.EvaluateAsync<string[]>(
            """
            async () => {
              const cut = (selector) => {
                const element = document.querySelector(selector);
                const scroller = element?.closest('.alert-scroll, .table-scroll, .page-scroll, .panel-body');
                if (!element || !scroller) return false;
                const a = element.getBoundingClientRect(), b = scroller.getBoundingClientRect();
                return a.top < b.top || a.bottom > b.bottom;
              };
              const { violations } = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
              return violations.flatMap((one) => one.nodes
                // A row that is half scrolled out of sight is not small: it can be scrolled into sight.
                .filter((node) => one.id !== 'target-size' || !cut(node.target[0]))
                .map((node) => `${one.id}: ${node.target.join(' ')}: ${node.html.slice(0, 160)} ${node.any.map((check) => check.message).join(' ').slice(0, 200)}`));
            }
            """);
        return [.. found];
    }

    /// <summary>True when the page can't be scrolled sideways: nothing hangs out of a phone.</summary>
    public async Task<bool> FitsAsync() =>
        await _page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth");

    /// <summary>The browser had nothing to complain about: no script error, no blocked resource, no request to anybody else.</summary>
    public void HadNoComplaints() => Assert.Empty(_complaints);

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        await Gate.WaitAsync();
        try
        {
            if (--s_shared.Users > 0)
                return;
            await s_shared.Browser.DisposeAsync();
            s_shared.Playwright.Dispose();
        }
        finally
        {
            Gate.Release();
        }
    }

    private static string Root
    {
        get
        {
            var directory = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(directory, "Ioc.slnx")))
                directory = Path.GetDirectoryName(directory)!;
            return directory;
        }
    }

    private static Task<string> AxeAsync() => File.ReadAllTextAsync(Path.Combine(Root, "src/Ioc.Dashboard/web/node_modules/axe-core/axe.min.js"));

    /// <summary>One browser for all who look at the same time; starting one takes longer than most tests.</summary>
    private static async Task<IBrowser> BrowserAsync()
    {
        await Gate.WaitAsync();
        try
        {
            if (s_shared.Users == 0)
            {
                var playwright = await Playwright.CreateAsync();
                // As patient as the page's own calls: a lost network is only believed after some seconds of silence.
                Assertions.SetDefaultExpectTimeout(30_000);
                s_shared = (playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = Arguments }), 0);
            }

            s_shared.Users++;
            return s_shared.Browser;
        }
        finally
        {
            Gate.Release();
        }
    }

    private ILocator Alerts() => _page.GetByRole(AriaRole.List, new() { Name = "Danh sách cảnh báo" }).GetByRole(AriaRole.Listitem);

    private void Hear(IConsoleMessage message)
    {
        var isNetwork = message.Text.Contains("Failed to load resource", StringComparison.Ordinal) || message.Text.Contains("ERR_", StringComparison.Ordinal)
            || message.Text.Contains("WebSocket", StringComparison.Ordinal) || message.Text.Contains("Failed to", StringComparison.Ordinal)
            // The service worker's own file, asked for some seconds after the page.
            || message.Text.Contains("fetching the script", StringComparison.Ordinal);
        if (message.Type == "error" && !(isNetwork && _isNetworkExpectedToFail))
            _complaints.Add(message.Text);
    }

    private void Watch(IRequest request)
    {
        var url = new Uri(request.Url);
        if (url.Scheme is "http" or "https" or "ws" or "wss" && url.Authority != _origin.Authority)
            _complaints.Add("a request left the origin: " + request.Url);
    }
}
