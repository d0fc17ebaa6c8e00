using Ioc.Silo.Changes;
using Ioc.Silo.Twins;

namespace Ioc.Dashboard.Api;

/// <summary>
/// The state of every twin for lists and previews: one engine snapshot, at most <see cref="DashboardLimits.OverviewAgeSecondsMax"/> old,
/// shared by all requests, because making one costs work per device.
/// </summary>
internal sealed class Overviews(ITwinEngine engine, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private volatile TakenOverview? _last;

    public async Task<OverviewSnapshot> CurrentAsync(CancellationToken cancellationToken)
    {
        if (Young() is { } young) return young.Snapshot;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (Young() is { } meanwhile) return meanwhile.Snapshot;
            using ChangeSubscription subscription = await engine.SubscribeAsync(new ChangeScope(), cancellationToken);
            _last = new TakenOverview(subscription.Snapshot, time.GetTimestamp());
            return subscription.Snapshot;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private TakenOverview? Young() =>
        _last is { } last && time.GetElapsedTime(last.Timestamp) < TimeSpan.FromSeconds(DashboardLimits.OverviewAgeSecondsMax) ? last : null;
}
