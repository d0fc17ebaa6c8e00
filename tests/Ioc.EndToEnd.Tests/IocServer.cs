using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ioc.EndToEnd.Tests;

/// <summary>The real `ioc serve` as a child process on free ports and a data directory of its own; killed without mercy when asked.</summary>
internal sealed class IocServer : IAsyncDisposable
{
    // Start-up takes about a second; the rest is for a machine that is busy with something else.
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(90);

    private readonly List<string> _output = [];
    private readonly string[] _arguments;
    private Process? _process;

    private IocServer(string dataDirectory, string[] arguments)
    {
        DataDirectory = dataDirectory;
        _arguments = arguments;
    }

    public string DataDirectory { get; }

    public int MqttPort { get; private set; }

    public Uri Url { get; private set; } = new("http://127.0.0.1");

    public HttpClient Http { get; private set; } = new();

    public string Token { get; private set; } = "";

    public static async Task<IocServer> StartAsync(params string[] arguments)
    {
        var server = new IocServer(Directory.CreateTempSubdirectory("ioc-e2e-").FullName, arguments);
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Starts a server on a directory that is there; it is deleted at the end.</summary>
    public static async Task<IocServer> StartOnAsync(string dataDirectory, params string[] arguments)
    {
        var server = new IocServer(dataDirectory, arguments);
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Runs another `ioc` command; answers its exit code and everything it said.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "ioc.dll"), .. arguments])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(said));
    }

    /// <summary>Starts the process on the same data directory.</summary>
    public async Task StartAgainAsync()
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var addressFile = Path.Combine(DataDirectory, "server.url");
        File.Delete(addressFile);
        using var watcher = new FileSystemWatcher(DataDirectory);
        watcher.Created += (_, change) => Check(change.FullPath);
        watcher.Renamed += (_, change) => Check(change.FullPath);
        watcher.Changed += (_, change) => Check(change.FullPath);
        watcher.EnableRaisingEvents = true;

        _process = Start();
        _process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException($"ioc serve ended with {_process.ExitCode}:\n{Output}"));
        Check(addressFile);
        try
        {
            await ready.Task.WaitAsync(StartTimeout);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"ioc serve wrote no {addressFile} within {StartTimeout}. It said:\n{Output}");
        }

        ReadAddress(addressFile);

        void Check(string path)
        {
            if (path == addressFile && File.Exists(path))
                ready.TrySetResult();
        }
    }

    /// <summary>SIGKILL: nothing gets a chance to tidy up.</summary>
    public void Kill()
    {
        _process!.EnableRaisingEvents = false;
        _process.Kill();
        _process.WaitForExit();
    }

    public async Task<JsonNode> GetAsync(string path)
    {
        using var response = await Http.GetAsync(path);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"GET {path}: {(int)response.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    public async Task<JsonNode> SendAsync(HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{method} {path}: {(int)response.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>Asks until the answer satisfies; the server is a process of its own, so there is no event to wait for.</summary>
    public async Task<JsonNode> UntilAsync(string path, Func<JsonNode, bool> satisfied)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        JsonNode? last = null;
        for (var attempt = 0; attempt < 600; attempt++)
        {
            last = await GetAsync(path);
            if (satisfied(last))
                return last;
            await timer.WaitForNextTickAsync();
        }

        throw new TimeoutException($"GET {path} did not become what was expected; last answer: {last}\nThe server said:\n{Output}");
    }

    public string Output
    {
        get
        {
            lock (_output)
                return string.Join('\n', _output.TakeLast(60));
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_process is { HasExited: false })
            Kill();
        _process?.Dispose();
        await Task.Yield();
        Directory.Delete(DataDirectory, recursive: true);
    }

    private Process Start()
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "ioc.dll"), "serve", "--port", "0", "--mqtt-port", "0", "--data", DataDirectory, .. _arguments,
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null)
            return;
        lock (_output)
            _output.Add(line.Data);
    }

    private void ReadAddress(string addressFile)
    {
        using var address = JsonDocument.Parse(File.ReadAllText(addressFile));
        Url = new Uri(address.RootElement.GetProperty("url").GetString()!);
        MqttPort = address.RootElement.GetProperty("mqttPort").GetInt32();
        Token = File.ReadAllText(Path.Combine(DataDirectory, "admin.token")).Trim();
        Http = new HttpClient { BaseAddress = Url };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }
}
