using Ioc.Host.Proving;
using Ioc.Silo.Influx;
using Ioc.Silo.Storage;

namespace Ioc.Bench.Pipeline;

/// <summary>A real InfluxDB, killed after it was there once: what the forwarder has for it waits in <c>telemetry.db</c>.</summary>
internal sealed class InfluxOutage(InfluxProcess server, InfluxForwarder forwarder, TelemetryDatabase database) : IOutage
{
    private readonly TelemetryOutbox _outbox = new(database);

    public async Task BeginAsync()
    {
        server.Start();
        await forwarder.StartAsync(CancellationToken.None);
        while (forwarder.State.Problem is not null)
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        server.Kill();
    }

    public void End() => server.Start();

    // A row's mark is the position of its first message, and rows go in that order.
    public bool HasAll(long position) => _outbox.StoredMark() > position;
}
