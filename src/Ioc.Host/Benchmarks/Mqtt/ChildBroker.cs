using System.Diagnostics;
using System.Net;

namespace Ioc.Host.Benchmarks.Mqtt;

/// <summary>A broker's process and its directory; both end here.</summary>
internal sealed class ChildBroker : IDisposable
{
    private readonly string _directory;

    public ChildBroker(Process process, string directory, IPEndPoint address, BenchTls? tls)
    {
        Process = process;
        _directory = directory;
        Address = address;
        Tls = tls;
        // A child that logs into a full pipe stands still.
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Process Process { get; }

    public IPEndPoint Address { get; }

    /// <summary>Null: without TLS.</summary>
    public BenchTls? Tls { get; }

    public ServerProcess Server => new(Process.Id);

    public void Dispose()
    {
        Process.Kill(entireProcessTree: true);
        Process.WaitForExit();
        Process.Dispose();
        Directory.Delete(_directory, recursive: true);
    }
}
