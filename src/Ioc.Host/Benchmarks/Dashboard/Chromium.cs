using System.Diagnostics;

namespace Ioc.Host.Benchmarks.Dashboard;

/// <summary>A headless browser with an empty profile, which is deleted with it. It calls nobody but the page it is shown.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private const string Announcement = "DevTools listening on ";
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    // Software GL: a machine that measures has no graphics processor, and the map needs WebGL.
    private static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--remote-debugging-port=0", "--window-size=1366,768",
    ];

    private readonly Process _process;
    private readonly string _profile;

    private Chromium(Process process, string profile, DevTools tools)
    {
        _process = process;
        _profile = profile;
        Tools = tools;
    }

    public DevTools Tools { get; }

    /// <summary>Null where there is none.</summary>
    public static string? Find(string? asked)
    {
        if (asked is not null)
            return File.Exists(asked) ? asked : null;
        var places = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return Names.SelectMany(name => places.Select(place => Path.Combine(place, name))).FirstOrDefault(File.Exists);
    }

    public static async Task<Chromium> StartAsync(string program, CancellationToken cancellationToken)
    {
        var profile = Directory.CreateTempSubdirectory("ioc-chromium-").FullName;
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, [.. Arguments, "--user-data-dir=" + profile, "about:blank"]) { RedirectStandardError = true, RedirectStandardOutput = true },
        };
        var address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data?.StartsWith(Announcement, StringComparison.Ordinal) == true) address.TrySetResult(new Uri(line.Data[Announcement.Length..]));
        };
        process.OutputDataReceived += (_, _) => { };
        process.Start();
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        try
        {
            return new Chromium(process, profile, await DevTools.ConnectAsync(await address.Task.WaitAsync(StartTimeout, cancellationToken), cancellationToken));
        }
        catch
        {
            End(process, profile);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Tools.DisposeAsync();
        End(_process, _profile);
    }

    private static void End(Process process, string profile)
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
        try
        {
            Directory.Delete(profile, recursive: true);
        }
        catch (IOException)
        {
            // A helper process of it still wrote; the system's temporary directory is emptied by others.
        }
    }
}
