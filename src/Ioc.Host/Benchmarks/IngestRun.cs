using System.Globalization;

namespace Ioc.Host.Benchmarks;

/// <summary>The single measurements of one ingest benchmark.</summary>
internal sealed class IngestRun(
    IngestBenchmarkOptions options,
    BenchmarkApi api,
    IReadOnlyDictionary<string, string> credentials,
    Action<string> say,
    TimeProvider time)
{
    private const int ConnectsAtOnceMax = 16;

    private readonly ServerProcess? _server =
        options.ServerProcessId is { } id ? new ServerProcess(id) : ServerProcess.Listening(options.MqttPort);

    /// <summary>Resident memory that one connected, silent device costs; null where the process is unknown.</summary>
    public async Task<double?> IdleBytesAsync(IReadOnlyList<string> ids, TimeSpan settling, CancellationToken cancellationToken)
    {
        if (_server is null)
            return null;
        say(string.Create(CultureInfo.InvariantCulture, $"Opening {ids.Count} idle connections …"));
        await Task.Delay(settling, time, cancellationToken);
        var before = _server.ResidentBytes();
        var connections = await ConnectAsync(ids, cancellationToken);
        try
        {
            await Task.Delay(settling, time, cancellationToken);
            return (double)(_server.ResidentBytes() - before) / ids.Count;
        }
        finally
        {
            Close(connections);
        }
    }

    public async Task<IngestFigures> LoadAsync(IReadOnlyList<string> publishers, string probeId, CancellationToken cancellationToken)
    {
        say(string.Create(
            CultureInfo.InvariantCulture,
            $"Publishing {options.PayloadBytes}-byte telemetry, QoS 1, {publishers.Count} connections, window {options.Window}, {options.WarmUpSeconds} + {options.Seconds} s …"));
        var refused = await api.RejectionsAsync(cancellationToken);
        var connections = await ConnectAsync(publishers, cancellationToken);
        var probe = new LiveProbe(options, probeId, credentials[probeId]);
        using var probing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var probed = ProbeAsync(probe, probing.Token);
        try
        {
            var readings = new List<ServerMetrics?>();
            var load = await new PublishLoad(options, time).RunAsync(
                connections,
                [.. publishers.Select(id => $"ioc/v1/hotspot/{id}/telemetry")],
                _server,
                async () => readings.Add(await api.MetricsAsync(cancellationToken)),
                cancellationToken);
            var journal = Grown(readings, "ioc_journal_commit_entries_sum");
            var commits = Grown(readings, "ioc_journal_commit_entries_count");
            return new IngestFigures
            {
                Load = load,
                AllocatedBytesPerMessage = Grown(readings, "dotnet_gc_heap_total_allocated_bytes_total") / load.Messages,
                ServerMessagesPerSecond = Grown(readings, "ioc_gateway_messages_total") / load.Seconds,
                EntriesPerCommit = journal / commits,
                CommitMilliseconds = Grown(readings, "ioc_journal_commit_duration_seconds_sum") / commits * 1_000,
                GarbagePausePercent = Grown(readings, "dotnet_gc_pause_time_seconds_total") / load.Seconds * 100,
                ResidentMebibytes = _server?.ResidentBytes() / 1_048_576.0,
                LiveP50Milliseconds = probe.Latency.QuantileMicroseconds(0.5) / 1_000,
                LiveP99Milliseconds = probe.Latency.QuantileMicroseconds(0.99) / 1_000,
                Refused = await api.RejectionsAsync(cancellationToken) - refused,
            };
        }
        finally
        {
            await probing.CancelAsync();
            Close(connections);
            await probed;
        }
    }

    /// <summary>The same load on a Mosquitto that keeps nothing, with one subscriber that reads everything; null where none is installed.</summary>
    public async Task<LoadFigures?> MosquittoAsync(IReadOnlyList<string> publishers, CancellationToken cancellationToken)
    {
        using var mosquitto = MosquittoProcess.Start();
        if (mosquitto is null)
        {
            say("Mosquitto is not installed here; no ratio.");
            return null;
        }

        say("The same load on Mosquitto …");
        using var subscriber = await mosquitto.ConnectAsync("subscriber", time, cancellationToken);
        using var draining = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var drained = subscriber.DrainAsync("ioc/#", draining.Token);
        var connections = new List<RawMqttConnection>();
        try
        {
            foreach (var id in publishers)
                connections.Add(await mosquitto.ConnectAsync(id, time, cancellationToken));
            return await new PublishLoad(options, time).RunAsync(
                connections, [.. publishers.Select(id => $"ioc/v1/hotspot/{id}/telemetry")], mosquitto.Server, null, cancellationToken);
        }
        finally
        {
            Close(connections);
            await draining.CancelAsync();
            await IgnoreCancellationAsync(drained);
        }
    }

    private static double? Grown(List<ServerMetrics?> readings, string name) =>
        readings is [{ } first, { } last] ? last.Since(first, name) : null;

    private async Task<IReadOnlyList<RawMqttConnection>> ConnectAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var connections = new RawMqttConnection[ids.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, ids.Count),
            new ParallelOptions { MaxDegreeOfParallelism = ConnectsAtOnceMax, CancellationToken = cancellationToken },
            async (index, token) => connections[index] = await RawMqttConnection.ConnectAsync(
                options.MqttHost, options.MqttPort, ids[index], credentials[ids[index]], token));
        return connections;
    }

    // Without a browser's edge the other figures are still worth having.
    private async Task ProbeAsync(LiveProbe probe, CancellationToken cancellationToken)
    {
        try
        {
            await probe.RunAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is System.Net.WebSockets.WebSocketException or IOException or System.Net.Sockets.SocketException)
        {
            say($"The live edge could not be measured: {exception.Message}");
        }
        catch (OperationCanceledException)
        {
            // The measurement is over.
        }
    }

    private static async Task IgnoreCancellationAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception exception) when (exception is OperationCanceledException or System.Net.Sockets.SocketException)
        {
            // Its end.
        }
    }

    private static void Close(IEnumerable<RawMqttConnection> connections)
    {
        foreach (var connection in connections)
            connection.Dispose();
    }
}
