using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Ioc.Host.Benchmarks.Mqtt;

/// <summary>Starts the two brokers as children, each with a directory of its own.</summary>
internal sealed class BenchBrokers(TimeProvider time)
{
    /// <summary>This build's own broker, as <c>ioc broker</c> starts it.</summary>
    public Task<ChildBroker> StartOursAsync(BenchBrokerSettings settings, CancellationToken cancellationToken)
    {
        var directory = Directory.CreateTempSubdirectory("ioc-bench-").FullName;
        var address = FreePort.Next();
        List<string> arguments = ["broker", "--anonymous", "--port", Text(address.Port)];
        if (settings.IsDurable)
            arguments.AddRange(["--data", Path.Combine(directory, "data")]);
        BenchTls? tls = null;
        if (settings.HasTls)
        {
            tls = BenchTls.Prepare(directory, time);
            arguments.AddRange(["--tls-port", Text(tls.Address.Port), "--certificate", tls.CertificateFile, "--key", tls.KeyFile]);
        }

        var (program, first) = ThisProgram();
        return StartAsync(program, [.. first, .. arguments], directory, address, tls, cancellationToken);
    }

    /// <summary>
    /// Null where none is installed. Durable: its store written after each change, at most once a second; it acknowledges before that, so a
    /// crash loses what was acknowledged in between.
    /// </summary>
    public async Task<ChildBroker?> StartMosquittoAsync(BenchBrokerSettings settings, CancellationToken cancellationToken)
    {
        if (MosquittoProcess.InstalledProgram() is not { } program)
            return null;
        var directory = Directory.CreateTempSubdirectory("ioc-mosquitto-").FullName;
        var address = FreePort.Next();
        List<string> lines = [$"listener {Text(address.Port)} 127.0.0.1"];
        BenchTls? tls = null;
        if (settings.HasTls)
        {
            tls = BenchTls.Prepare(directory, time);
            lines.AddRange([$"listener {Text(tls.Address.Port)} 127.0.0.1", $"certfile {tls.CertificateFile}", $"keyfile {tls.KeyFile}"]);
        }

        lines.AddRange(["allow_anonymous true", "set_tcp_nodelay true", "log_type none"]);
        lines.AddRange(settings.IsDurable
            ? ["persistence true", $"persistence_location {directory}/", "autosave_on_changes true", "autosave_interval 1"]
            : ["persistence false"]);
        // Started by root, it would become a user that can't read this directory.
        if (Environment.IsPrivilegedProcess)
            lines.Add("user root");
        var configuration = Path.Combine(directory, "mosquitto.conf");
        await File.WriteAllLinesAsync(configuration, lines, cancellationToken);
        return await StartAsync(program, ["-c", configuration], directory, address, tls, cancellationToken);
    }

    private async Task<ChildBroker> StartAsync(
        string program, IReadOnlyList<string> arguments, string directory, IPEndPoint address, BenchTls? tls, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        var broker = new ChildBroker(Process.Start(start)!, directory, address, tls);
        try
        {
            await FreePort.WaitUntilListeningAsync(address, broker.Process, time, cancellationToken);
            return broker;
        }
        catch
        {
            broker.Dispose();
            throw;
        }
    }

    private static (string Program, string[] Arguments) ThisProgram()
    {
        var program = Environment.ProcessPath!;
        // `dotnet ioc.dll`, as ./ioc and the tests have it.
        return Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? (program, [typeof(BenchBrokers).Assembly.Location])
            : (program, []);
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
