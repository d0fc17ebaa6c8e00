using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Ioc.Mqtt.Tests.Rig;

/// <summary>A real Mosquitto with a configuration of the test's, in a directory of its own.</summary>
internal sealed class MosquittoServer : IAsyncDisposable
{
    private const string Program = "/usr/sbin/mosquitto";
    private readonly List<string> _log = [];
    private Process? _process;

    private MosquittoServer(int port) => Port = port;

    public static bool IsInstalled => File.Exists(Program);

    public int Port { get; }

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("mosquitto-").FullName;

    public string Log
    {
        get
        {
            lock (_log) return string.Join('\n', _log);
        }
    }

    /// <param name="configuration">Lines after the listener's; $DIR is the directory.</param>
    /// <param name="prepare">Puts files there before the start.</param>
    public static async Task<MosquittoServer> StartAsync(string configuration = "allow_anonymous true", Action<string>? prepare = null)
    {
        var server = new MosquittoServer(FreePort());
        prepare?.Invoke(server.Directory);
        // Started as root it would become a user who may not read our directory.
        string lines = $"user root\nlog_type all\nlog_dest stderr\nlistener {server.Port} 127.0.0.1\nsocket_domain ipv4\n{configuration}\n";
        await File.WriteAllTextAsync(server.PathOf("mosquitto.conf"), lines.Replace("$DIR", server.Directory, StringComparison.Ordinal));
        await server.StartAgainAsync();
        return server;
    }

    public string PathOf(string file) => Path.Combine(Directory, file);

    public async Task StartAgainAsync()
    {
        var running = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var start = new ProcessStartInfo(Program, ["-c", PathOf("mosquitto.conf")]) { RedirectStandardError = true };
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_log) _log.Add(line.Data ?? "");
            if (line.Data?.Contains(" running", StringComparison.Ordinal) == true) running.TrySetResult();
        };
        _process.Exited += (_, _) => running.TrySetException(new InvalidOperationException($"Mosquitto ended:\n{Log}"));
        _process.Start();
        _process.BeginErrorReadLine();
        await running.Task.Within("Mosquitto to run");
    }

    /// <summary>SIGTERM: it writes its database and ends.</summary>
    public async Task StopAsync()
    {
        using Process kill = Process.Start("kill", ["-TERM", $"{_process!.Id}"]);
        await kill.WaitForExitAsync().Within("kill");
        await _process.WaitForExitAsync().Within("Mosquitto to end");
    }

    public void Kill()
    {
        _process!.Kill();
        _process.WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false }) Kill();
        _process?.Dispose();
        await Task.Yield();
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
