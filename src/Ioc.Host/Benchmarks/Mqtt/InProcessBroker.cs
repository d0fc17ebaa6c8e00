using System.Net;
using Ioc.Host.Brokering;

namespace Ioc.Host.Benchmarks.Mqtt;

/// <summary>
/// The same broker within this process, for the one figure that no other process tells: what the collector has to clean up. The load runs
/// on the asking thread, whose own allocations are left out.
/// </summary>
internal sealed class InProcessBroker : IAsyncDisposable
{
    private readonly StandaloneBroker _broker;

    private InProcessBroker(StandaloneBroker broker) => _broker = broker;

    public IPEndPoint Address => IPEndPoint.Parse(_broker.Address);

    /// <exception cref="IOException">It could not listen.</exception>
    public static async Task<InProcessBroker> StartAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var (broker, problem) = await StandaloneBroker.StartAsync(new StandaloneBrokerOptions { Port = 0, Anonymous = true }, time, cancellationToken);
        return new InProcessBroker(broker ?? throw new IOException(problem));
    }

    public static double AllocatedBytes() => GC.GetTotalAllocatedBytes(precise: true) - GC.GetAllocatedBytesForCurrentThread();

    public ValueTask DisposeAsync() => _broker.DisposeAsync();
}
