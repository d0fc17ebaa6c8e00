using Ioc.Silo;

namespace Ioc.Bench.Pipeline;

/// <summary><c>telemetry.db</c> takes nothing.</summary>
internal sealed class LocalOutage(AwayTelemetry store, ISiloLifetime silo) : IOutage
{
    public Task BeginAsync()
    {
        store.IsAway = true;
        return Task.CompletedTask;
    }

    public void End() => store.IsAway = false;

    public bool HasAll(long position) => silo.Positions.Stored >= position;
}
