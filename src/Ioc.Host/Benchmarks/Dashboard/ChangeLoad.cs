namespace Ioc.Host.Benchmarks.Dashboard;

/// <summary>Makes twins change at a rate, one device after the other; what a tick could not send is not made up for.</summary>
internal sealed class ChangeLoad(IReadOnlyList<ChangingDevice> devices, TimeProvider time)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    /// <summary>Every tenth device breaks and is mended; the others play and fall silent. So the number of open alerts stays bounded.</summary>
    private const int BreakingEvery = 10;

    private long _sent;

    public long Sent => Interlocked.Read(ref _sent);

    public async Task RunAsync(double changesPerSecond, double faultsPerSecond, CancellationToken cancellationToken)
    {
        ChangingDevice[] breaking = [.. devices.Where((_, at) => at % BreakingEvery == 0)], playing = [.. devices.Where((_, at) => at % BreakingEvery != 0)];
        double owedFaults = 0, owedChanges = 0;
        int nextBreaking = 0, nextPlaying = 0;
        using var timer = new PeriodicTimer(Tick, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                owedFaults += faultsPerSecond * Tick.TotalSeconds;
                owedChanges += Math.Max(0, changesPerSecond - faultsPerSecond) * Tick.TotalSeconds;
                var sending = new List<Task>();
                for (; owedFaults >= 1; owedFaults--) Add(breaking[nextBreaking++ % breaking.Length], faulty: true);
                for (; owedChanges >= 1; owedChanges--) Add(playing[nextPlaying++ % playing.Length], faulty: false);
                await Task.WhenAll(sending);

                void Add(ChangingDevice device, bool faulty)
                {
                    if (device.IsBusy) return;
                    sending.Add(faulty ? device.ToggleFaultAsync(cancellationToken) : device.TogglePlayingAsync(cancellationToken));
                    Interlocked.Increment(ref _sent);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Its end.
        }
    }
}
