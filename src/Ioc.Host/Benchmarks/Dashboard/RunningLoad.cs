namespace Ioc.Host.Benchmarks.Dashboard;

/// <summary>A load in the background, over when this is disposed.</summary>
internal sealed class RunningLoad : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly Task _running;

    public RunningLoad(Func<CancellationToken, Task> run, CancellationToken cancellationToken)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _running = run(_stop.Token);
    }

    /// <exception cref="IOException">The load ended early: the server closed a connection.</exception>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }
}
