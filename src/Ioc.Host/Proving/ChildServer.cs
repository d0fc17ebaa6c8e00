using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ioc.Host.Calling;

namespace Ioc.Host.Proving;

/// <summary>The real <c>ioc serve</c> as a child process on free ports and a data directory of its own; killed without mercy when asked.</summary>
internal sealed class ChildServer : IAsyncDisposable
{
    // Start-up takes about a second; the rest is for a machine that is busy with something else.
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(90);

    /// <summary>Lines of the log kept: a start and what followed; a server that logs in a loop must not fill the prover.</summary>
    private const int OutputLinesMax = 2_000;

    private readonly Queue<string> _output = new();
    private readonly string[] _arguments;
    private readonly bool _ownsDirectory;
    private IReadOnlyDictionary<string, string> _environment = new Dictionary<string, string>();
    private Process? _process;
    private TaskCompletionSource? _ready;

    private ChildServer(string dataDirectory, string[] arguments, bool ownsDirectory)
    {
        DataDirectory = dataDirectory;
        _arguments = arguments;
        _ownsDirectory = ownsDirectory;
    }

    public string DataDirectory { get; }

    public int MqttPort { get; private set; }

    public Uri Url { get; private set; } = new("http://127.0.0.1");

    public HttpClient Http { get; private set; } = new();

    public string Token { get; private set; } = "";

    /// <summary>The last of what it said, over all its lives.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return string.Join('\n', _output);
        }
    }

    private static string Program => Path.Combine(AppContext.BaseDirectory, "ioc.dll");

    /// <summary>On a temporary directory, which is deleted at the end.</summary>
    public static Task<ChildServer> StartAsync(params string[] arguments) =>
        StartOnAsync(Directory.CreateTempSubdirectory("ioc-child-").FullName, ownsDirectory: true, arguments);

    /// <summary>On a directory that is there; it is deleted at the end.</summary>
    public static Task<ChildServer> StartOnAsync(string dataDirectory, params string[] arguments) => StartOnAsync(dataDirectory, ownsDirectory: true, arguments);

    /// <summary>On a directory that may stay when the server goes.</summary>
    public static async Task<ChildServer> StartOnAsync(string dataDirectory, bool ownsDirectory, params string[] arguments)
    {
        var server = new ChildServer(dataDirectory, arguments, ownsDirectory);
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>On a temporary directory, with more in its environment.</summary>
    public static async Task<ChildServer> StartInAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var server = new ChildServer(Directory.CreateTempSubdirectory("ioc-child-").FullName, arguments, ownsDirectory: true) { _environment = environment };
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Runs another <c>ioc</c> command; answers its exit code and everything it said.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(StartInfo(arguments))!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(said));
    }

    /// <summary>Starts the process on the same data directory.</summary>
    public Task StartAgainAsync()
    {
        Launch();
        return WhenReadyAsync();
    }

    /// <summary>Starts the process without waiting for it.</summary>
    public void Launch()
    {
        File.Delete(new DataDirectory(DataDirectory).ServerAddressFile);
        var ready = _ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = new Process
        {
            StartInfo = StartInfo(["serve", "--port", "0", "--mqtt-port", "0", "--data", DataDirectory, .. _arguments]), EnableRaisingEvents = true,
        };
        foreach (var (name, value) in _environment)
            process.StartInfo.Environment[name] = value;
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException($"ioc serve ended before it was ready:\n{Output}"));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _process = process;
    }

    public async Task WhenReadyAsync()
    {
        var directory = new DataDirectory(DataDirectory);
        using var watcher = new FileSystemWatcher(DataDirectory);
        watcher.Created += Check;
        watcher.Renamed += Check;
        watcher.Changed += Check;
        watcher.EnableRaisingEvents = true;
        Check(this, new FileSystemEventArgs(WatcherChangeTypes.Created, DataDirectory, null));
        try
        {
            await _ready!.Task.WaitAsync(StartTimeout);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"ioc serve wrote no {directory.ServerAddressFile} within {StartTimeout}. It said:\n{Output}");
        }

        ReadAddress(directory);

        void Check(object sender, FileSystemEventArgs change)
        {
            if (File.Exists(directory.ServerAddressFile))
                _ready!.TrySetResult();
        }
    }

    /// <summary>SIGKILL: nothing gets a chance to tidy up.</summary>
    public void Kill()
    {
        if (_process is not { } process)
            return;
        process.EnableRaisingEvents = false;
        process.Kill();
        process.WaitForExit();
        process.Dispose();
        _process = null;
    }

    public async Task<JsonNode> GetAsync(string path)
    {
        using var response = await Http.GetAsync(path);
        return await ReadAsync(response, $"GET {path}");
    }

    public async Task<string> GetTextAsync(string path)
    {
        using var response = await Http.GetAsync(path);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? text : throw new HttpRequestException($"GET {path}: {(int)response.StatusCode} {text}");
    }

    public async Task<JsonNode> SendAsync(HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        using var response = await Http.SendAsync(request);
        return await ReadAsync(response, $"{method} {path}");
    }

    /// <summary>Status and text of <c>/readyz</c>: in words how the centre is.</summary>
    public async Task<(int Status, string Text)> ReadinessAsync()
    {
        using var response = await Http.GetAsync("/readyz");
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
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

    public ValueTask DisposeAsync()
    {
        Http.Dispose();
        Kill();
        if (_ownsDirectory)
            Directory.Delete(DataDirectory, recursive: true);
        return ValueTask.CompletedTask;
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response, string asked)
    {
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)! : throw new HttpRequestException($"{asked}: {(int)response.StatusCode} {text}");
    }

    private static ProcessStartInfo StartInfo(string[] arguments) =>
        new("dotnet", [Program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null)
            return;
        lock (_output)
        {
            _output.Enqueue(line.Data);
            if (_output.Count > OutputLinesMax)
                _output.Dequeue();
        }
    }

    private void ReadAddress(DataDirectory directory)
    {
        var address = ServerAddress.TryRead(directory) ?? throw new InvalidDataException($"{directory.ServerAddressFile} can't be read.");
        Url = new Uri(address.Url);
        MqttPort = address.MqttPort;
        Token = directory.TryReadAdministratorToken() ?? "";
        Http.Dispose();
        Http = new HttpClient { BaseAddress = Url };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }
}
