using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Ioc.Host.Benchmarks;

/// <summary>A Mosquitto of this machine on a free port, with a configuration that lets everybody in and keeps nothing on disk.</summary>
internal sealed class MosquittoProcess : IDisposable
{
    private static readonly string[] Places = ["/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto", "/usr/bin/mosquitto", "/opt/homebrew/sbin/mosquitto"];

    private readonly Process _process;
    private readonly string _directory;

    private MosquittoProcess(Process process, string directory, int port)
    {
        _process = process;
        _directory = directory;
        Port = port;
    }

    public int Port { get; }

    public ServerProcess Server => new(_process.Id);

    /// <summary>Null where none is installed.</summary>
    public static string? InstalledProgram() => Array.Find(Places, File.Exists);

    /// <summary>Null where none is installed.</summary>
    public static MosquittoProcess? Start()
    {
        if (InstalledProgram() is not { } program)
            return null;
        var port = FreePort();
        var directory = Directory.CreateTempSubdirectory("ioc-mosquitto-").FullName;
        var configuration = Path.Combine(directory, "mosquitto.conf");
        File.WriteAllLines(configuration,
        [
            string.Create(CultureInfo.InvariantCulture, $"listener {port} 127.0.0.1"),
            "allow_anonymous true",
            "persistence false",
            "log_type none",
        ]);
        var start = new ProcessStartInfo(program, ["-c", configuration]) { RedirectStandardOutput = true, RedirectStandardError = true };
        return new MosquittoProcess(Process.Start(start)!, directory, port);
    }

    /// <summary>Connects, again and again for a while: the process needs a moment to listen.</summary>
    public async Task<RawMqttConnection> ConnectAsync(string clientId, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await RawMqttConnection.ConnectAsync("127.0.0.1", Port, clientId, password: null, cancellationToken);
            }
            catch (SocketException) when (attempt < 50 && !_process.HasExited)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), time, cancellationToken);
            }
        }
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
