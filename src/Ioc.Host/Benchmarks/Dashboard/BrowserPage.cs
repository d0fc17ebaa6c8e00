using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ioc.Host.Benchmarks.Dashboard;

/// <summary>One page of the browser, with what is measured about it.</summary>
internal sealed class BrowserPage(DevTools tools, string session, TimeProvider time)
{
    private const int Width = 1366;
    private const int Height = 768;

    /// <summary>Pixels: what one notch of a usual mouse scrolls.</summary>
    private const int WheelNotch = 120;

    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs before the page's own scripts: long tasks are told only to who listens, frames only to who asks for each.</summary>
    private const string Probe = """
        window.iocBench = { longTasks: [], frames: [] };
        new PerformanceObserver((list) => { for (const task of list.getEntries()) window.iocBench.longTasks.push(task.duration); }).observe({ type: 'longtask', buffered: true });
        """;

    public static async Task<BrowserPage> OpenAsync(DevTools tools, TimeProvider time)
    {
        var target = await tools.SendAsync("Target.createTarget", new { url = "about:blank" });
        var attached = await tools.SendAsync("Target.attachToTarget", new { targetId = (string)target["targetId"]!, flatten = true });
        var page = new BrowserPage(tools, (string)attached["sessionId"]!, time);
        await page.SendAsync("Page.enable");
        await page.SendAsync("Network.enable");
        await page.SendAsync("Performance.enable", new { timeDomain = "timeTicks" });
        await page.SendAsync("Emulation.setDeviceMetricsOverride", new { width = Width, height = Height, deviceScaleFactor = 1, mobile = false });
        await page.SendAsync("Page.addScriptToEvaluateOnNewDocument", new { source = Probe });
        return page;
    }

    public Task NavigateAsync(Uri address) => SendAsync("Page.navigate", new { url = address.ToString() });

    /// <summary>A slower processor and, where given, a slower line; 1 and null: as the machine is.</summary>
    public async Task ThrottleAsync(int times, double? megabitsPerSecond, int latencyMilliseconds)
    {
        await SendAsync("Emulation.setCPUThrottlingRate", new { rate = times });
        var bytesPerSecond = megabitsPerSecond * 1_000_000 / 8 ?? -1;
        await SendAsync("Network.emulateNetworkConditions", new { offline = false, latency = latencyMilliseconds, downloadThroughput = bytesPerSecond, uploadThroughput = bytesPerSecond });
    }

    public Task ForgetCacheAsync() => SendAsync("Network.clearBrowserCache");

    public async Task<double> NumberAsync(string expression) => (await EvaluateAsync(expression))?.GetValue<double>() ?? double.NaN;

    public async Task<JsonNode?> EvaluateAsync(string expression)
    {
        var answer = await SendAsync("Runtime.evaluate", new { expression, awaitPromise = true, returnByValue = true });
        return answer["exceptionDetails"] is { } fault
            ? throw new InvalidOperationException($"In the page: {fault["exception"]?["description"] ?? fault["text"]}")
            : answer["result"]?["value"]?.DeepClone();
    }

    /// <summary>Asks until the expression is a number; the page is a process of its own, so there is no event to wait for.</summary>
    public async Task<double> UntilNumberAsync(string expression, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(AskAgain, time);
        for (var attempt = 0; attempt < 1_200; attempt++)
        {
            if ((await EvaluateAsync(expression)) is JsonValue value && value.TryGetValue(out double number))
                return number;
            await timer.WaitForNextTickAsync(cancellationToken);
        }

        throw new TimeoutException($"The page never came to {expression}; it shows: {await EvaluateAsync("document.body.innerText.slice(0, 400)")}");
    }

    /// <summary>Seconds of the main thread and of scripts in it, and the heap, since the page began.</summary>
    public async Task<(double TaskSeconds, double ScriptSeconds, double HeapBytes)> MetricsAsync()
    {
        var metrics = (await SendAsync("Performance.getMetrics"))["metrics"]!.AsArray().ToDictionary(one => (string)one!["name"]!, one => (double)one!["value"]!, StringComparer.Ordinal);
        return (metrics["TaskDuration"], metrics["ScriptDuration"], metrics["JSHeapUsedSize"]);
    }

    /// <summary>What is still held after everything that can be freed was.</summary>
    public async Task<double> HeldHeapBytesAsync()
    {
        await SendAsync("HeapProfiler.collectGarbage");
        await SendAsync("HeapProfiler.collectGarbage");
        return (double)(await SendAsync("Runtime.getHeapUsage"))["usedSize"]!;
    }

    /// <summary>Pulls the map about with the mouse and answers the frames' lengths, ms.</summary>
    public async Task<double[]> PanAsync(int seconds, CancellationToken cancellationToken)
    {
        var (x, y) = (Width * 0.4, Height * 0.55);
        await MouseAsync("mousePressed", x, y);
        var frames = await FramesWhileAsync(seconds, elapsed =>
        {
            var angle = elapsed.TotalSeconds * Math.Tau / 2.5;
            return MouseAsync("mouseMoved", x + 160 * Math.Sin(angle), y + 110 * Math.Sin(angle * 0.7));
        }, cancellationToken);
        await MouseAsync("mouseReleased", x, y);
        return frames;
    }

    /// <summary>Turns the wheel over the middle of the page, a notch a frame, and answers the frames' lengths, ms.</summary>
    public async Task<double[]> ScrollAsync(int seconds, CancellationToken cancellationToken)
    {
        var (x, y) = (Width / 2, Height / 2);
        await SendAsync("Input.dispatchMouseEvent", new { type = "mouseMoved", x, y });
        return await FramesWhileAsync(seconds, _ => SendAsync("Input.dispatchMouseEvent", new { type = "mouseWheel", x, y, deltaX = 0, deltaY = WheelNotch }), cancellationToken);
    }

    private async Task<double[]> FramesWhileAsync(int seconds, Func<TimeSpan, Task> moveAsync, CancellationToken cancellationToken)
    {
        await EvaluateAsync("window.iocBench.frames = []; window.iocBench.moving = true; (function frame(now) { window.iocBench.frames.push(now); if (window.iocBench.moving) requestAnimationFrame(frame); })(performance.now())");
        using (var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(16), time))
        {
            var start = time.GetTimestamp();
            while (time.GetElapsedTime(start) is var elapsed && elapsed.TotalSeconds < seconds)
            {
                await moveAsync(elapsed);
                await timer.WaitForNextTickAsync(cancellationToken);
            }
        }

        var frames = (await EvaluateAsync("(window.iocBench.moving = false, window.iocBench.frames)"))!.Deserialize<double[]>()!;
        return [.. frames.Zip(frames.Skip(1), (one, next) => next - one)];
    }

    /// <summary>The long tasks since the last time this was asked, ms.</summary>
    public async Task<double[]> TakeLongTasksAsync() => (await EvaluateAsync("window.iocBench.longTasks.splice(0)"))!.Deserialize<double[]>()!;

    public static string Quote(string text) => JsonSerializer.Serialize(text);

    private Task<JsonNode> MouseAsync(string type, double x, double y) => SendAsync("Input.dispatchMouseEvent", new
    {
        type,
        x = Math.Round(x),
        y = Math.Round(y),
        button = "left",
        buttons = type == "mouseReleased" ? 0 : 1,
        clickCount = type == "mouseMoved" ? 0 : 1,
    });

    private Task<JsonNode> SendAsync(string method, object? parameters = null) => tools.SendAsync(method, parameters, session);
}
