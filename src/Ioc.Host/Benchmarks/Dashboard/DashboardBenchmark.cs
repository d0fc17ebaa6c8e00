using Ioc.Host.Benchmarks.Mqtt;
using Ioc.Host.Calling;
using Ioc.Host.Proving;

namespace Ioc.Host.Benchmarks.Dashboard;

/// <summary>The phases, one after the other, so that none is measured in the other's wake.</summary>
internal sealed class DashboardBenchmark(DashboardBenchOptions options, string browserProgram, Action<string> say, TimeProvider time)
{
    private const double SecondsPerHour = 3_600;

    /// <summary>What an office line gives; the phone's 3G is another measurement.</summary>
    private const double MegabitsPerSecond = 20;
    private const int LatencyMilliseconds = 20;

    /// <summary>Faster than any province: as many as the machine manages, in the phase that is about memory alone.</summary>
    private const int HeapChangesPerSecond = 15_000;

    private readonly List<Figure> _figures = [];

    public async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        say("Starting a server …");
        await using var server = await ChildServer.StartAsync("--mqtt-quota-per-second", "0");
        using var province = await BenchProvince.RegisterAsync(server, options.Devices, say, cancellationToken);
        var process = new ServerProcess(ServerAddress.TryRead(new DataDirectory(server.DataDirectory))!.Pid);
        var load = new ChangeLoad(province.Changing, time);

        await using (var browser = await Chromium.StartAsync(browserProgram, cancellationToken))
        {
            var page = await BrowserPage.OpenAsync(browser.Tools, time);
            await using (Start(load, options.ChangesPerSecond, options.FaultsPerSecond, cancellationToken))
            {
                await OpenAsync(page, server, cancellationToken);
                await SteadyAsync(page, load, cancellationToken);
                await PanAsync(page, cancellationToken);
                await TableAsync(page, server, cancellationToken);
            }

            if (options.HeapHours > 0) await HeapAsync(page, load, cancellationToken);
        }

        if (options.Viewers > 0) await ViewersAsync(server, process, load, cancellationToken);
        return _figures;
    }

    /// <summary>Signed in from the sign-in's own request on, with an empty cache; the page marks what a person would call there.</summary>
    private async Task OpenAsync(BrowserPage page, ChildServer server, CancellationToken cancellationToken)
    {
        say($"Opening the overview, {options.Throttle} times slower, over {MegabitsPerSecond:F0} Mbit/s …");
        await page.NavigateAsync(new Uri(server.Url, "/favicon.svg"));
        await page.ThrottleAsync(options.Throttle, MegabitsPerSecond, LatencyMilliseconds);
        await page.ForgetCacheAsync();
        // A province's server has sent its page before: what the very first request compiles there is no operator's wait.
        using (var first = new HttpClient { BaseAddress = server.Url }) await first.GetStringAsync("/", cancellationToken);
        var signedInAt = await page.NumberAsync($$"""
            (async () => {
              const from = Date.now();
              const answer = await fetch('/api/v1/session', { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Ioc-Request': '1' }, body: JSON.stringify({ token: {{BrowserPage.Quote(server.Token)}} }) });
              if (!answer.ok) throw new Error('sign-in: ' + answer.status);
              return from;
            })()
            """);
        await page.NavigateAsync(server.Url);
        var map = await page.UntilNumberAsync("performance.getEntriesByName('ioc.map')[0]?.startTime", cancellationToken);
        var origin = await page.NumberAsync("performance.timeOrigin");
        var interactive = await page.NumberAsync("performance.getEntriesByName('ioc.frame')[0].startTime");
        var figures = await page.NumberAsync("performance.getEntriesByName('ioc.overview')[0].startTime");
        var transferred = await page.NumberAsync("performance.getEntriesByType('resource').reduce((sum, one) => sum + one.transferSize, performance.getEntriesByType('navigation')[0].transferSize)");
        await page.ThrottleAsync(1, null, 0);
        _figures.Add(new Figure("interactive_ms", "throttled: page asked for to frame usable, ms", interactive, null).AtMost(2_000, "< 2 s"));
        _figures.Add(new Figure("useful_paint_ms", "throttled: page asked for to figures and alerts, ms", figures, null));
        _figures.Add(new Figure("sign_in_to_map_ms", "throttled: sign-in sent to complete map, ms", map + origin - signedInAt, null));
        _figures.Add(new Figure("first_load_kb", "loaded until then without the live data, kB", transferred / 1_000, null));
    }

    private async Task SteadyAsync(BrowserPage page, ChangeLoad load, CancellationToken cancellationToken)
    {
        // The page still draws its first clusters and the browser compiles what runs often.
        await WaitAsync(5, cancellationToken);
        say($"{options.Seconds} s of {options.ChangesPerSecond} changes/s, nobody touching …");
        await page.TakeLongTasksAsync();
        var (before, sent, start) = (await page.MetricsAsync(), load.Sent, time.GetTimestamp());
        await WaitAsync(options.Seconds, cancellationToken);
        var after = await page.MetricsAsync();
        var seconds = time.GetElapsedTime(start).TotalSeconds;
        var longTasks = await page.TakeLongTasksAsync();
        _figures.Add(new Figure("changes_per_s", "changes sent per second meanwhile", (load.Sent - sent) / seconds, null));
        _figures.Add(new Figure("main_thread_ms_per_s", "main thread busy, ms per second", (after.TaskSeconds - before.TaskSeconds) / seconds * 1_000, null));
        _figures.Add(new Figure("script_ms_per_s", "of it scripts, ms per second", (after.ScriptSeconds - before.ScriptSeconds) / seconds * 1_000, null));
        _figures.Add(new Figure("long_tasks_per_min", "long tasks (over 50 ms) per minute", longTasks.Length / seconds * 60, null).AtMost(0, "none"));
        _figures.Add(new Figure("longest_task_ms", "the longest of them, ms (0: none)", longTasks.DefaultIfEmpty(0).Max(), null));
    }

    private async Task PanAsync(BrowserPage page, CancellationToken cancellationToken)
    {
        say("Pulling the map about …");
        var frames = await page.PanAsync(Math.Min(options.Seconds, 10), cancellationToken);
        Array.Sort(frames);
        _figures.Add(new Figure("pan_fps", "frames per second while panning (software GL)", 1_000 * frames.Length / frames.Sum(), null));
        _figures.Add(new Figure("pan_frame_p95_ms", "the 95th percentile of a frame then, ms", frames[frames.Length * 95 / 100], null));
    }

    /// <summary>All devices in one table while they change; with the pointer over it the order stands still, as for a reader.</summary>
    private async Task TableAsync(BrowserPage page, ChildServer server, CancellationToken cancellationToken)
    {
        say($"Scrolling the table of {options.Devices:N0} devices …");
        await page.NavigateAsync(new Uri(server.Url, "/devices"));
        var rows = await page.UntilNumberAsync("(() => { const grid = document.querySelector('.devices-table'); return grid?.querySelector('.table-row') ? Number(grid.getAttribute('aria-rowcount')) - 1 : null; })()", cancellationToken);
        await WaitAsync(2, cancellationToken);
        await page.TakeLongTasksAsync();
        var frames = await page.ScrollAsync(Math.Min(options.Seconds, 10), cancellationToken);
        var longTasks = await page.TakeLongTasksAsync();
        var scrolled = await page.NumberAsync("document.querySelector('.devices-table .table-scroll').scrollTop");
        Array.Sort(frames);
        _figures.Add(new Figure("table_rows", "rows of the devices' table", rows, null));
        _figures.Add(new Figure("table_scrolled_px", "pixels scrolled through it", scrolled, null));
        _figures.Add(new Figure("table_fps", "frames per second meanwhile", 1_000 * frames.Length / frames.Sum(), null));
        _figures.Add(new Figure("table_frame_p95_ms", "the 95th percentile of a frame then, ms", frames[frames.Length * 95 / 100], null));
        _figures.Add(new Figure("table_longest_task_ms", "longest task over 50 ms then, ms (0: none)", longTasks.DefaultIfEmpty(0).Max(), null).AtMost(0, "none"));
        await page.NavigateAsync(server.Url);
        await page.UntilNumberAsync("performance.getEntriesByName('ioc.map')[0]?.startTime", cancellationToken);
    }

    private async Task HeapAsync(BrowserPage page, ChangeLoad load, CancellationToken cancellationToken)
    {
        var wanted = (long)(options.HeapHours * SecondsPerHour * options.ChangesPerSecond);
        say($"Up to {options.HeapSecondsMax} s for {wanted:N0} changes …");
        var before = await page.HeldHeapBytesAsync();
        var sentBefore = load.Sent;
        await using (Start(load, HeapChangesPerSecond, options.FaultsPerSecond, cancellationToken))
        {
            var start = time.GetTimestamp();
            while (load.Sent - sentBefore < wanted && time.GetElapsedTime(start).TotalSeconds < options.HeapSecondsMax) await WaitAsync(1, cancellationToken);
        }

        var sent = load.Sent - sentBefore;
        await WaitAsync(5, cancellationToken);
        var after = await page.HeldHeapBytesAsync();
        _figures.Add(new Figure("heap_mb", "script heap held before, MB", before / 1_000_000, null));
        _figures.Add(new Figure("heap_hours", "hours' worth of changes then sent", sent / (SecondsPerHour * options.ChangesPerSecond), null));
        _figures.Add(new Figure("heap_after_mb", "script heap held after them, MB", after / 1_000_000, null));
    }

    private async Task ViewersAsync(ChildServer server, ServerProcess process, ChangeLoad load, CancellationToken cancellationToken)
    {
        await using var running = Start(load, options.ChangesPerSecond, options.FaultsPerSecond, cancellationToken);
        await WaitAsync(3, cancellationToken);
        say("The server without browsers …");
        var alone = await CpuPercentAsync(process, cancellationToken);
        await using var viewers = new LiveViewers();
        say($"The server with {options.Viewers} live connections …");
        var joining = time.GetTimestamp();
        await viewers.AddAsync(options.Viewers, server.Url, server.Token, cancellationToken);
        var joined = time.GetElapsedTime(joining).TotalSeconds;
        await WaitAsync(3, cancellationToken);
        var (bytes, messages, start) = (viewers.Bytes, viewers.Messages, time.GetTimestamp());
        var together = await CpuPercentAsync(process, cancellationToken);
        var seconds = time.GetElapsedTime(start).TotalSeconds;
        var perBrowser = (viewers.Bytes - bytes) / seconds / options.Viewers;
        _figures.Add(new Figure("wire_kb_per_s", "on the wire per browser, kB per second", perBrowser / 1_000, null).AtMost(10, "< 10 kB/s"));
        _figures.Add(new Figure("wire_kb_per_min", "the same per minute, kB", perBrowser * 60 / 1_000, null));
        _figures.Add(new Figure("batches_per_s", "batches per second and connection", (viewers.Messages - messages) / seconds / options.Viewers, null));
        _figures.Add(new Figure("join_s", $"{options.Viewers} connections with their snapshots, s", joined, null));
        _figures.Add(new Figure("server_cpu_alone", "server CPU without them, % of a core", alone, null));
        _figures.Add(new Figure("server_cpu_viewers", $"server CPU with {options.Viewers} connections, % of a core", together, null));
        _figures.Add(new Figure("server_mb", "server's resident memory then, MB", process.ResidentBytes() / 1_000_000.0, null));
    }

    private async Task<double> CpuPercentAsync(ServerProcess process, CancellationToken cancellationToken)
    {
        var (cpu, start) = (process.CpuSeconds(), time.GetTimestamp());
        await WaitAsync(options.Seconds, cancellationToken);
        return 100 * (process.CpuSeconds() - cpu) / time.GetElapsedTime(start).TotalSeconds;
    }

    private Task WaitAsync(int seconds, CancellationToken cancellationToken) => Task.Delay(TimeSpan.FromSeconds(seconds), time, cancellationToken);

    private static RunningLoad Start(ChangeLoad load, double changesPerSecond, double faultsPerSecond, CancellationToken cancellationToken) =>
        new(stop => load.RunAsync(changesPerSecond, faultsPerSecond, stop), cancellationToken);
}
