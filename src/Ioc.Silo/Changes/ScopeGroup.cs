using System.Threading.Channels;
using Ioc.Devices;
using Ioc.Devices.Alerts;
using Ioc.Silo.Accounts;
using Ioc.Silo.Registry;
using Ioc.Silo.Twins;

namespace Ioc.Silo.Changes;

/// <summary>
/// The subscribers of one scope. They share a version, the batches and the snapshot, so a batch is made once and can be serialised once.
/// Guarded by <see cref="ChangeFeed"/>'s lock.
/// </summary>
internal sealed class ScopeGroup(ChangeScope scope, long version)
{
    private readonly List<Channel<ChangeBatch>> _subscribers = [];
    private readonly HashSet<Channel<ChangeBatch>> _living = [];
    private RegistrySnapshot? _registry;
    private HashSet<int> _handles = [];
    private IReadOnlySet<string> _units = new HashSet<string>();
    private Territory? _territory;

    public ChangeScope Scope { get; } = scope;

    /// <summary>Of the last batch this scope got.</summary>
    public long Version { get; private set; } = version;

    /// <summary>When the last batch went out, heartbeats included.</summary>
    public DateTimeOffset LastAt { get; set; }

    /// <summary>What a new subscriber gets; null after each batch, made again when asked for.</summary>
    public OverviewSnapshot? Snapshot { get; set; }

    /// <summary>Device scopes: the newest view that subscribers have.</summary>
    public TwinView? Latest { get; set; }

    /// <summary>Device scopes: subscriptions made or being made; the shard watches the twin while there are any.</summary>
    public int Watchers { get; set; }

    /// <summary>Subscriptions that their owners have not disposed; a laggard's among them.</summary>
    public int Count => _living.Count;

    public Channel<ChangeBatch> Add()
    {
        var channel = Channel.CreateBounded<ChangeBatch>(
            new BoundedChannelOptions(EngineLimits.BatchesPerSubscriber) { SingleReader = true, SingleWriter = true });
        _subscribers.Add(channel);
        _living.Add(channel);
        return channel;
    }

    /// <summary>Ends one subscription; false when it was ended before by its owner.</summary>
    public bool TryEnd(Channel<ChangeBatch> channel)
    {
        if (!_living.Remove(channel))
            return false;
        channel.Writer.TryComplete();
        _subscribers.Remove(channel);
        return true;
    }

    /// <summary>Sends one batch, which moves the version on unless it is a heartbeat. A subscriber that lags loses its channel. Answers how many were lost.</summary>
    public int Send(Func<long, long, ChangeBatch> make, bool isHeartbeat)
    {
        var batch = make(Version, isHeartbeat ? Version : Version + 1);
        Version = batch.Version;
        LastAt = batch.At;
        if (!isHeartbeat)
            Snapshot = null;
        return _subscribers.RemoveAll(channel =>
        {
            if (channel.Writer.TryWrite(batch))
                return false;
            channel.Writer.TryComplete();
            return true;
        });
    }

    public bool Covers(int handle, RegistrySnapshot registry)
    {
        if (IsEverything)
            return true;
        Refresh(registry);
        return _handles.Contains(handle);
    }

    public bool Covers(Alert alert, RegistrySnapshot registry)
    {
        if (IsEverything)
            return true;
        Refresh(registry);
        return (_territory?.Covers(alert) ?? true) && (Scope.UnitCode is null || _units.Contains(alert.UnitCode)
            || (registry.DevicesById.TryGetValue(alert.DeviceId, out var device) && _handles.Contains(device.Handle)));
    }

    /// <summary>Broadcasts are told to everybody who may see any of their targets, whatever unit is looked at.</summary>
    public IReadOnlyList<BroadcastBrief> Shown(IEnumerable<BroadcastBrief> briefs, RegistrySnapshot registry)
    {
        if (Scope.Within is null)
            return [.. briefs];
        Refresh(registry);
        return [.. briefs.Where(brief => _territory!.Touches(brief.Broadcast)).Select(_territory!.Trim)];
    }

    private bool IsEverything => Scope.UnitCode is null && Scope.Within is null;

    private void Refresh(RegistrySnapshot registry)
    {
        if (ReferenceEquals(registry, _registry))
            return;
        _registry = registry;
        _territory = Scope.Within is { } reach ? new Territory(reach, registry) : null;
        var inUnit = Scope.UnitCode is { } unit ? registry.DevicesIn(unit) : registry.DevicesByHandle.OfType<Device>();
        _handles = [.. inUnit.Where(device => _territory?.Covers(device) ?? true).Select(device => device.Handle)];
        _units = Scope.UnitCode is { } code ? registry.UnitsBelow(code) : _units;
    }
}
