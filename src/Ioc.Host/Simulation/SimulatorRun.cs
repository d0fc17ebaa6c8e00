using Ioc.Host.Simulation.Running;

namespace Ioc.Host.Simulation;

/// <summary>Runs simulated devices against a server until told to stop: real MQTT over TCP, one connection per device, one loop for all.</summary>
internal static class SimulatorRun
{
    /// <summary>Exit code of a simulation that was told to stop.</summary>
    public const int Ok = 0;

    /// <summary>Runs until cancelled; answers the exit code. A server that is away is no failure: devices wait for it.</summary>
    /// <exception cref="ArgumentException">The options are not usable; the message lists every error.</exception>
    public static Task<int> RunAsync(SimulatorOptions options, IProgress<SimulatorProgress> progress, CancellationToken cancellationToken) =>
        RunAsync(options, progress, TimeProvider.System, cancellationToken);

    internal static async Task<int> RunAsync(
        SimulatorOptions options, IProgress<SimulatorProgress> progress, TimeProvider time, CancellationToken cancellationToken)
    {
        if (options.Errors() is { Count: > 0 } errors)
            throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(options));
        using var http = new HttpClient { BaseAddress = options.HttpAddress, Timeout = TimeSpan.FromSeconds(60) };
        using var fetcher = new AudioFetcher(http, time);
        await using var connections = new MqttConnections(options, fetcher, time);
        var loop = new SimulationLoop(options, connections, time.GetUtcNow());
        connections.DeliverTo(loop.Post);
        try
        {
            await TurnAsync(loop, progress, time, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Being told to stop is how a simulation ends.
        }

        progress.Report(loop.Progress(time.GetUtcNow()));
        return Ok;
    }

    private static async Task TurnAsync(
        SimulationLoop loop, IProgress<SimulatorProgress> progress, TimeProvider time, CancellationToken cancellationToken)
    {
        const int TicksPerProgress = 1_000 / SimulatorLimits.TickMilliseconds;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(SimulatorLimits.TickMilliseconds), time);
        for (var tick = 0; await timer.WaitForNextTickAsync(cancellationToken); tick++)
        {
            var now = time.GetUtcNow();
            loop.Tick(now);
            if (tick % TicksPerProgress == 0)
                progress.Report(loop.Progress(now));
        }
    }
}
