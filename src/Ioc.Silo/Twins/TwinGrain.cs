using System.Diagnostics;
using Ioc.Devices;
using Ioc.Devices.Twins;
using Ioc.Silo.Changes;
using Ioc.Silo.History;

namespace Ioc.Silo.Twins;

/// <summary>
/// The single owner of one asset's twin: in this process a slot of a shard, fed in batches; elsewhere an addressable grain. Thin on purpose,
/// state and rules are the twin's; a grain knows what else the judge must hear of its kind.
/// </summary>
internal abstract class TwinGrain(Twin twin)
{
    private Health _toldHealth;
    private ulong _toldConditions;
    private bool _toldPlaying;
    private Health _notedHealth = twin.Health;
    private ulong _notedConditions = twin.ActiveConditions;
    private int _noted;

    public Twin Twin { get; } = twin;

    /// <summary>Differs from its row in operations.db; already in the shard's list.</summary>
    public bool IsDirty { get; set; }

    /// <summary>Already in the current batch's list of changed twins.</summary>
    public bool IsListed { get; set; }

    public static TwinGrain Create(Twin twin) => twin.Device.Kind switch
    {
        DeviceKind.Loudspeaker => new LoudspeakerClusterGrain(twin),
        DeviceKind.Hotspot => new HotspotGrain(twin),
        DeviceKind.Site => new SiteGrain(twin),
        _ => throw new UnreachableException($"BUG: device kind {(int)twin.Device.Kind}"),
    };

    /// <summary>After anything was applied: what the judge must hear beyond findings.</summary>
    /// <param name="result">Where to say it.</param>
    /// <param name="atMs">Server time of the entry.</param>
    /// <param name="isTelemetry">The device just told its values.</param>
    public abstract void Applied(ShardResult result, long atMs, bool isTelemetry);

    /// <summary>Whether a map would draw it differently from what was told last.</summary>
    public bool DiffersFromTold() =>
        _toldHealth != Twin.Health || _toldConditions != Twin.ActiveConditions || _toldPlaying != Twin.PlaysBroadcast;

    /// <summary>After anything was applied: a change of health goes into the history, with the time of what caused it.</summary>
    public void Note(HealthLog log, long atMs)
    {
        if (_notedHealth == Twin.Health && _notedConditions == Twin.ActiveConditions)
            return;
        _notedHealth = Twin.Health;
        _notedConditions = Twin.ActiveConditions;
        log.Add(new HealthChange(Twin.Handle, atMs, _notedHealth, _notedConditions), isPruning: _noted++ % HistoryLimits.PruneEvery == 0);
    }

    public TwinBrief Tell()
    {
        _toldHealth = Twin.Health;
        _toldConditions = Twin.ActiveConditions;
        _toldPlaying = Twin.PlaysBroadcast;
        return new TwinBrief(Twin.Handle, _toldHealth, _toldConditions, Twin.LastSeenMs, _toldPlaying);
    }
}
