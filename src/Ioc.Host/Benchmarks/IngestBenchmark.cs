namespace Ioc.Host.Benchmarks;

/// <summary>
/// <c>ioc bench ingest</c>: drives a running server over real TCP, from PUBLISH to PUBACK and to the browser, and prints figures that can
/// be compared only with another run of the same machine; hence Mosquitto beside it. The benchmark's devices are removed at the end.
/// </summary>
internal static class IngestBenchmark
{
    /// <summary>Pause before memory is read: what the server frees late must not be charged to connections.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    /// <summary>Runs and prints; false when the server refused messages and the figures mean nothing.</summary>
    /// <param name="options">Where and how hard.</param>
    /// <param name="output">Takes the figures.</param>
    /// <param name="say">Takes what is being done, line by line.</param>
    /// <param name="cancellationToken">Ends early; the devices are removed all the same.</param>
    /// <exception cref="ArgumentException">The options are not usable; the message lists every error.</exception>
    /// <exception cref="HttpRequestException">The server did not do what the benchmark needs; the message holds its answer.</exception>
    /// <exception cref="IOException">The server closed or refused an MQTT connection.</exception>
    public static async Task<bool> RunAsync(
        IngestBenchmarkOptions options, TextWriter output, Action<string> say, CancellationToken cancellationToken)
    {
        if (options.Errors() is { Count: > 0 } errors)
            throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(options));
        using var api = new BenchmarkApi(options.HttpAddress, options.Token);
        string[] publishers = [.. Enumerable.Range(0, options.Connections).Select(index => $"bench-{index:00000}")];
        string[] idle = [.. Enumerable.Range(0, options.IdleConnections).Select(index => $"bench-idle-{index:00000}")];
        const string Probe = "bench-probe";
        string[] all = [.. publishers, .. idle, Probe];
        say($"Registering {all.Length} devices at {options.HttpAddress} …");
        var credentials = await api.RegisterAsync(all, cancellationToken);
        try
        {
            var run = new IngestRun(options, api, credentials, say, TimeProvider.System);
            var idleBytes = idle.Length == 0 ? null : await run.IdleBytesAsync(idle, Settling, cancellationToken);
            var figures = await run.LoadAsync(publishers, Probe, cancellationToken) with { BytesPerIdleConnection = idleBytes };
            if (options.AgainstMosquitto)
                figures = figures with { Mosquitto = await run.MosquittoAsync(publishers, cancellationToken) };
            figures.Print(output);
            if (figures.Refused == 0)
                return true;
            say($"The server refused {figures.Refused} messages, so these figures are not those of its journal. GET /api/v1/rejections has the reasons; a quota is off with `ioc serve --mqtt-quota-per-second 0`.");
            return false;
        }
        finally
        {
            say("Removing the benchmark's devices …");
            // Also after Ctrl-C: a benchmark must not leave a thousand dead devices on somebody's map.
            await api.RemoveAsync(all, CancellationToken.None);
        }
    }
}
