using System.Threading.Channels;
using Ioc.Devices.Alerts;
using Ioc.Silo.Registry;
using Ioc.Silo.Twins;

namespace Ioc.Silo.Changes;

/// <summary>
/// Step 9. The judge adds what each batch changed; a tick makes one batch of it per scope. Subscribing publishes what is pending first and takes
/// the snapshot under the same lock, so a subscriber misses nothing and sees nothing twice. Nobody waits for a subscriber: its channel is bounded,
/// and when it is full it ends.
/// </summary>
internal sealed class ChangeFeed(IRegistry registry, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ChangeScope, ScopeGroup> _groups = [];
    private readonly PendingChanges _pending = new();
    private readonly Dictionary<int, TwinBrief> _briefs = [];
    private IReadOnlyList<Alert> _openAlerts = [];
    private IReadOnlyList<BroadcastBrief> _broadcasts = [];
    private long _registryVersion;
    private long _nextGroupVersion = 1;
    private int _subscriptions;

    /// <summary>The newest time a twin was heard; set once the shards exist.</summary>
    public Func<int, long> LastSeenMs { get; set; } = _ => 0;

    /// <summary>Subscribers whose channel ended because they lagged.</summary>
    public long Laggards { get; private set; }

    /// <summary>On the judge, after a batch: what it changed and the lists as they are now.</summary>
    public void Add(
        IReadOnlyList<TwinBrief> twins, IReadOnlyList<Alert> alerts, IReadOnlyList<Alert> openAlerts,
        IReadOnlyList<BroadcastBrief> changedBroadcasts, IReadOnlyList<BroadcastBrief> broadcasts, IReadOnlyList<int> removedTwins)
    {
        lock (_gate)
        {
            // Before what is new: one that became another kind, or was removed and is back, has both.
            foreach (var handle in removedTwins)
            {
                _briefs.Remove(handle);
                _pending.Twins.Remove(handle);
            }

            foreach (var brief in twins)
                _pending.Twins[brief.Handle] = _briefs[brief.Handle] = brief;
            foreach (var alert in alerts)
                _pending.Alerts[alert.Id] = alert;
            foreach (var brief in changedBroadcasts)
                _pending.Broadcasts[brief.Broadcast.Id] = brief;
            _openAlerts = openAlerts;
            _broadcasts = broadcasts;
        }
    }

    /// <summary>One tick: what is pending goes out, and heartbeats where it was quiet.</summary>
    public void Tick()
    {
        lock (_gate)
        {
            Publish_NeedsLock();
            var now = time.GetUtcNow();
            foreach (var group in _groups.Values)
            {
                if (now - group.LastAt >= TimeSpan.FromSeconds(EngineLimits.HeartbeatSeconds))
                    Laggards += group.Send((from, version) => Batch(from, version, [], [], [], null), isHeartbeat: true);
            }
        }
    }

    /// <summary>Null: too many subscriptions.</summary>
    public ChangeSubscription? SubscribeOverview(ChangeScope scope)
    {
        lock (_gate)
        {
            if (_subscriptions >= EngineLimits.SubscriptionsMax)
                return null;
            Publish_NeedsLock();
            var group = Group_NeedsLock(scope);
            group.Snapshot ??= Snapshot(group);
            return Subscribe_NeedsLock(group, group.Snapshot);
        }
    }

    /// <summary>Before the twin is asked for: keeps the scope alive and its twin watched.</summary>
    public void Watch(ChangeScope scope)
    {
        lock (_gate)
            Group_NeedsLock(scope).Watchers++;
    }

    public void Unwatch(ChangeScope scope)
    {
        lock (_gate)
        {
            if (_groups.TryGetValue(scope, out var group) && --group.Watchers == 0)
                _groups.Remove(scope);
        }
    }

    public bool IsWatched(ChangeScope scope)
    {
        lock (_gate)
            return _groups.ContainsKey(scope);
    }

    /// <summary>
    /// With the view that the shard answered. Views of the same twin reach the feed in the shard's order but may be older than this one; what is
    /// not newer than the newest sent is dropped, so the group stays at one version.
    /// </summary>
    public ChangeSubscription? SubscribeDevice(ChangeScope scope, TwinView? view, Action left)
    {
        lock (_gate)
        {
            if (_subscriptions >= EngineLimits.SubscriptionsMax)
                return null;
            var group = Group_NeedsLock(scope);
            if (view is not null)
                OfferView_NeedsLock(group, view);
            var snapshot = new OverviewSnapshot
            {
                Version = group.Version, At = time.GetUtcNow(), Twins = [], Alerts = [], Broadcasts = [], Twin = group.Latest,
            };
            return Subscribe_NeedsLock(group, snapshot, left);
        }
    }

    /// <summary>On a shard: watched twins that changed.</summary>
    public void OfferViews(IReadOnlyList<TwinView> views)
    {
        lock (_gate)
        {
            foreach (var view in views)
            {
                if (_groups.TryGetValue(new ChangeScope(DeviceId: view.Device.Id), out var group))
                    OfferView_NeedsLock(group, view);
            }
        }
    }

    public IReadOnlyList<TwinBrief> Briefs()
    {
        lock (_gate)
            return [.. _briefs.Values];
    }

    private void OfferView_NeedsLock(ScopeGroup group, TwinView view)
    {
        if (group.Latest is { } latest && latest.Version >= view.Version && ReferenceEquals(latest.Device, view.Device))
            return;
        group.Latest = view;
        Laggards += group.Send((from, version) => Batch(from, version, [], [], [], view), isHeartbeat: false);
    }

    private ChangeSubscription Subscribe_NeedsLock(ScopeGroup group, OverviewSnapshot snapshot, Action? left = null)
    {
        var channel = group.Add();
        _subscriptions++;
        return new ChangeSubscription(snapshot, channel.Reader, () => End(group, channel, left));
    }

    private void End(ScopeGroup group, Channel<ChangeBatch> channel, Action? left)
    {
        lock (_gate)
        {
            // Disposing twice is allowed.
            if (!group.TryEnd(channel))
                return;
            _subscriptions--;
            if (group.Count == 0 && group.Watchers == 0 && _groups.TryGetValue(group.Scope, out var current) && ReferenceEquals(current, group))
                _groups.Remove(group.Scope);
        }

        left?.Invoke();
    }

    private ScopeGroup Group_NeedsLock(ChangeScope scope)
    {
        if (!_groups.TryGetValue(scope, out var group))
        {
            // Versions never repeat, so a reader that kept one from a group that ended can't mistake it.
            _groups[scope] = group = new ScopeGroup(scope, _nextGroupVersion) { LastAt = time.GetUtcNow() };
            _nextGroupVersion += 1L << 32;
        }

        return group;
    }

    private void Publish_NeedsLock()
    {
        var current = registry.Current;
        var isRegistryNew = current.Version != _registryVersion;
        _registryVersion = current.Version;
        if (_pending.IsEmpty && !isRegistryNew)
            return;
        foreach (var group in _groups.Values)
        {
            if (group.Scope.DeviceId is not null)
                continue;
            var twins = _pending.Twins.Values.Where(brief => group.Covers(brief.Handle, current)).ToList();
            var alerts = _pending.Alerts.Values.Where(alert => group.Covers(alert, current)).ToList();
            var broadcasts = group.Shown(_pending.Broadcasts.Values, current);
            if (isRegistryNew || twins.Count + alerts.Count + broadcasts.Count > 0)
                Laggards += group.Send((from, version) => Batch(from, version, twins, alerts, broadcasts, null), isHeartbeat: false);
        }

        _pending.Clear();
    }

    private ChangeBatch Batch(
        long from, long version, IReadOnlyList<TwinBrief> twins, IReadOnlyList<Alert> alerts, IReadOnlyList<BroadcastBrief> broadcasts, TwinView? twin) => new()
    {
        From = from,
        Version = version,
        At = time.GetUtcNow(),
        Twins = twins,
        Alerts = alerts,
        Broadcasts = broadcasts,
        Twin = twin,
        RegistryVersion = _registryVersion,
    };

    private OverviewSnapshot Snapshot(ScopeGroup group)
    {
        var current = registry.Current;
        return new OverviewSnapshot
        {
            Version = group.Version,
            At = time.GetUtcNow(),
            Twins = [.. _briefs.Values.Where(brief => group.Covers(brief.Handle, current)).Select(brief => brief with { LastSeenUnixMs = LastSeenMs(brief.Handle) })],
            Alerts = [.. _openAlerts.Where(alert => group.Covers(alert, current))],
            Broadcasts = group.Shown(_broadcasts, current),
        };
    }
}
