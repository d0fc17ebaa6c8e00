using System.Diagnostics;

namespace Ioc.Host.Benchmarks;

/// <summary>Drives many connections at once and measures between warm-up and end.</summary>
internal sealed class PublishLoad(IngestBenchmarkOptions options, TimeProvider time)
{
    /// <param name="connections">Connected, and owned by the caller.</param>
    /// <param name="topics">One for each connection.</param>
    /// <param name="server">Whose processor time is charged; null: unknown.</param>
    /// <param name="onMeasure">Called when the measured time begins, and when it ends with the load still on.</param>
    /// <param name="cancellationToken">Stops early, with an exception.</param>
    public async Task<LoadFigures> RunAsync(
        IReadOnlyList<RawMqttConnection> connections,
        IReadOnlyList<string> topics,
        ServerProcess? server,
        Func<Task>? onMeasure,
        CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var publishing = connections
            .Select((connection, index) => connection.PublishAsync(new TelemetryPacket(topics[index], options.PayloadBytes), options.Window, stop.Token))
            .ToList();
        await WaitAsync(options.WarmUpSeconds, publishing, cancellationToken);
        if (onMeasure is not null)
            await onMeasure();
        // Clearing races with a single addition per connection at most: one message among a hundred thousand.
        foreach (var connection in connections)
            connection.Latency.Clear();
        var acknowledged = connections.Sum(connection => connection.Acknowledged);
        var threads = server?.Threads();
        var cpu = server?.CpuSeconds();
        var start = Stopwatch.GetTimestamp();
        await WaitAsync(options.Seconds, publishing, cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var messages = connections.Sum(connection => connection.Acknowledged) - acknowledged;
        var cpuSeconds = server?.CpuSeconds() - cpu;
        var threadsNow = server?.Threads();
        if (onMeasure is not null)
            await onMeasure();
        await stop.CancelAsync();
        await EndAsync(publishing);
        var latency = new LatencyHistogram();
        foreach (var connection in connections)
            latency.Merge(connection.Latency);
        return new LoadFigures(messages, seconds, cpuSeconds, latency.QuantileMicroseconds(0.5), latency.QuantileMicroseconds(0.99))
        {
            Threads = threads is null || threadsNow is null ? [] : Difference(threads, threadsNow),
        };
    }

    private static List<ThreadCpu> Difference(IReadOnlyDictionary<string, ThreadCpu> before, IReadOnlyDictionary<string, ThreadCpu> after) =>
        [.. after.Values
            .Select(now => before.TryGetValue(now.Name, out var then)
                ? new ThreadCpu(now.Name, now.UserSeconds - then.UserSeconds, now.SystemSeconds - then.SystemSeconds)
                : now)
            .OrderByDescending(thread => thread.UserSeconds + thread.SystemSeconds)];

    // A connection that ends early must end the benchmark, not make it wait for nothing.
    private async Task WaitAsync(int seconds, List<Task> publishing, CancellationToken cancellationToken)
    {
        var delay = Task.Delay(TimeSpan.FromSeconds(seconds), time, cancellationToken);
        await await Task.WhenAny([delay, .. publishing]);
    }

    private static async Task EndAsync(List<Task> publishing)
    {
        try
        {
            await Task.WhenAll(publishing);
        }
        catch (OperationCanceledException)
        {
            // Their end.
        }
    }
}
