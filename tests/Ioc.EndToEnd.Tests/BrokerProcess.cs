using System.Diagnostics;

namespace Ioc.EndToEnd.Tests;

/// <summary>The real `ioc broker` as a child process with a store; killed without mercy when asked.</summary>
internal sealed class BrokerProcess : IAsyncDisposable
{
    // As for IocServer: start-up takes less than a second, the rest is for a busy machine.
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(90);

    private readonly string _directory = Directory.CreateTempSubdirectory("ioc-broker-").FullName;
    private Process? _process;

    public int Port { get; private set; }

    public async Task StartAsync()
    {
        var ready = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var said = new List<string>();
        _process = new Process { StartInfo = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true }, EnableRaisingEvents = true };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "ioc.dll"), "broker", "--port", "0", "--anonymous", "--data", _directory])
            _process.StartInfo.ArgumentList.Add(argument);
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException($"ioc broker ended: {string.Join('\n', said)}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Port = await ready.Task.WaitAsync(StartTimeout);

        void Hear(string? line)
        {
            if (line is null)
                return;
            lock (said)
                said.Add(line);
            const string mark = "mqtt://127.0.0.1:";
            if (line.IndexOf(mark, StringComparison.Ordinal) is >= 0 and var at)
                ready.TrySetResult(int.Parse(line[(at + mark.Length)..].Split(',', ';')[0], System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    /// <summary>SIGKILL: nothing gets a chance to tidy up.</summary>
    public void Kill()
    {
        _process!.EnableRaisingEvents = false;
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    /// <summary>Runs one of Mosquitto's clients against this broker to its end; what it printed.</summary>
    public async Task<string[]> MosquittoAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true };
        foreach (var argument in (string[])["-h", "127.0.0.1", "-p", $"{Port}", .. arguments])
            start.ArgumentList.Add(argument);
        using var client = Process.Start(start)!;
        var printed = await client.StandardOutput.ReadToEndAsync();
        await client.WaitForExitAsync();
        return printed.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public ValueTask DisposeAsync()
    {
        Kill();
        Directory.Delete(_directory, recursive: true);
        return ValueTask.CompletedTask;
    }
}
