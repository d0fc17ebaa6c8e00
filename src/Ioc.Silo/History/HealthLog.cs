namespace Ioc.Silo.History;

/// <summary>
/// One shard's changes of health since the last cut, in order. The shard's thread only. The changes after a checkpoint are found again by
/// replaying the journal, so nothing is lost or doubled by a crash.
/// </summary>
internal sealed class HealthLog
{
    private List<HealthChange> _changes = [];
    private List<int> _pruned = [];

    public void Add(in HealthChange change, bool isPruning)
    {
        // While a store is away the newest are left out: twins and alerts have the present, and the history says less rather than grow.
        if (_changes.Count >= HistoryLimits.WaitingPerShardMax)
            return;
        _changes.Add(change);
        if (isPruning)
            _pruned.Add(change.DeviceHandle);
    }

    public HealthPart HandOver()
    {
        if (_changes.Count == 0)
            return HealthPart.Empty;
        var part = new HealthPart(_changes, _pruned);
        _changes = [];
        _pruned = [];
        return part;
    }
}
