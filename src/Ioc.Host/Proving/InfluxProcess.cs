using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Ioc.Host.Benchmarks.Mqtt;

namespace Ioc.Host.Proving;

/// <summary>A real InfluxDB 1.x on loopback with its data in a temporary directory, which can be killed and started again.</summary>
internal sealed class InfluxProcess : IDisposable
{
    private const string Program = "/usr/bin/influxd";

    private readonly string _directory = Directory.CreateTempSubdirectory("ioc-influx-").FullName;
    private readonly HttpClient _http = new();
    private Process? _process;

    public static bool IsInstalled => File.Exists(Program);

    public int Port { get; } = FreePort.Next().Port;

    public void Start()
    {
        var start = new ProcessStartInfo(Program) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["INFLUXDB_REPORTING_DISABLED"] = "true";
        start.Environment["INFLUXDB_BIND_ADDRESS"] = "127.0.0.1:0";
        start.Environment["INFLUXDB_HTTP_BIND_ADDRESS"] = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");
        start.Environment["INFLUXDB_META_DIR"] = Path.Combine(_directory, "meta");
        start.Environment["INFLUXDB_DATA_DIR"] = Path.Combine(_directory, "data");
        start.Environment["INFLUXDB_DATA_WAL_DIR"] = Path.Combine(_directory, "wal");
        start.Environment["INFLUXDB_MONITOR_STORE_ENABLED"] = "false";
        _process = Process.Start(start)!;
        _process.OutputDataReceived += static (_, _) => { };
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public void Kill()
    {
        _process?.Kill();
        _process?.WaitForExit();
        _process?.Dispose();
        _process = null;
    }

    /// <summary>The seqs that it holds of each device; empty while it does not answer.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<int>>> HoldsAsync()
    {
        var held = new Dictionary<string, IReadOnlyList<int>>(StringComparer.Ordinal);
        try
        {
            var text = await _http.GetStringAsync(new Uri(
                $"http://127.0.0.1:{Port}/query?db=prove&q={Uri.EscapeDataString("SELECT played_today_s FROM loudspeaker GROUP BY device")}"));
            foreach (var series in JsonNode.Parse(text)!["results"]![0]!["series"]?.AsArray() ?? [])
                held[(string)series!["tags"]!["device"]!] = [.. series["values"]!.AsArray().Select(row => (int)(double)row![1]!)];
        }
        catch (HttpRequestException)
        {
            // Starting, or killed.
        }

        return held;
    }

    public void Dispose()
    {
        Kill();
        _http.Dispose();
        Directory.Delete(_directory, recursive: true);
    }
}
