using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Ioc.Silo.Tests.Journal;

namespace Ioc.Silo.Tests.Influx;

/// <summary>A real time-series server on loopback, with its data in a directory of its own; can be killed and started again.</summary>
internal sealed class SeriesServer : IAsyncDisposable
{
    private static readonly HttpClient Http = new();
    private static readonly ConcurrentDictionary<int, bool> Given = new();

    private readonly TempDirectory _directory = new();
    private readonly string _program;
    private readonly bool _hasUsers;
    private Process? _process;

    private SeriesServer(string program, bool hasUsers = false)
    {
        (_program, _hasUsers) = (program, hasUsers);
        Port = FreePort();
    }

    public int Port { get; }

    public Uri Address => new($"http://127.0.0.1:{Port}/");

    public static bool HasInflux => File.Exists("/usr/bin/influxd");

    public static bool HasVictoria => File.Exists("/usr/bin/victoria-metrics");

    public static async Task<SeriesServer> StartInfluxAsync(bool hasUsers = false)
    {
        var server = new SeriesServer("/usr/bin/influxd", hasUsers);
        await server.StartAsync();
        return server;
    }

    public static async Task<SeriesServer> StartVictoriaAsync()
    {
        var server = new SeriesServer("/usr/bin/victoria-metrics");
        await server.StartAsync();
        return server;
    }

    public async Task StartAsync()
    {
        var start = new ProcessStartInfo(_program) { RedirectStandardError = true, RedirectStandardOutput = true };
        if (_program.EndsWith("influxd", StringComparison.Ordinal))
            Influx(start);
        else
            foreach (var argument in (string[])[$"-httpListenAddr=127.0.0.1:{Port}", $"-storageDataPath={_directory.Path}", "-memory.allowedBytes=64MiB", "-retentionPeriod=100y", "-dedup.minScrapeInterval=1ms"])
                start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += static (_, _) => { };
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await AnswersAsync();
    }

    public async Task KillAsync()
    {
        _process!.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    public Task<string> GetAsync(string path) => Http.GetStringAsync(new Uri(Address, path));

    public async Task PostAsync(string path, string body)
    {
        using var response = await Http.PostAsync(new Uri(Address, path), new StringContent(body));
        response.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _directory.Dispose();
    }

    /// <summary>Never the same twice: between asking for it and listening on it another test would take this server for its own.</summary>
    public static int FreePort()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var port = ((IPEndPoint)listener.LocalEndpoint).Port;
            if (Given.TryAdd(port, true))
                return port;
        }
    }

    private void Influx(ProcessStartInfo start)
    {
        start.Environment["INFLUXDB_REPORTING_DISABLED"] = "true";
        start.Environment["INFLUXDB_BIND_ADDRESS"] = "127.0.0.1:0";
        start.Environment["INFLUXDB_HTTP_BIND_ADDRESS"] = $"127.0.0.1:{Port}";
        start.Environment["INFLUXDB_META_DIR"] = Path.Combine(_directory.Path, "meta");
        start.Environment["INFLUXDB_DATA_DIR"] = Path.Combine(_directory.Path, "data");
        start.Environment["INFLUXDB_DATA_WAL_DIR"] = Path.Combine(_directory.Path, "wal");
        start.Environment["INFLUXDB_HTTP_AUTH_ENABLED"] = _hasUsers ? "true" : "false";
        start.Environment["INFLUXDB_MONITOR_STORE_ENABLED"] = "false";
    }

    // Nothing tells when another's server listens, so it is asked; each refused connection takes its own time.
    private async Task AnswersAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            try
            {
                using var response = await Http.GetAsync(new Uri(Address, _program.EndsWith("influxd", StringComparison.Ordinal) ? "ping" : "health"), patience.Token);
                if (response.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException) when (!_process!.HasExited)
            {
                // Not yet.
            }

            await Task.Yield();
        }
    }
}
