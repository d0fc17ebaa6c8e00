using Ioc.Devices.Alerts;
using Ioc.Devices.Broadcasts;
using Ioc.Silo.Alerts;
using Ioc.Silo.Broadcasts;
using Ioc.Silo.Changes;

namespace Ioc.Silo.Judge;

/// <summary>
/// What readers see of the judge's state, and what of it the database does not have yet. Written by the judge; <see cref="Stored"/> by the
/// checkpoint's thread, hence the lock around each swap. Reading is one reference.
/// </summary>
internal sealed class JudgeBooks(JudgeStages stages)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string, int), Delivery> _deliveries = [];
    private readonly Dictionary<string, BroadcastBrief> _unstoredBroadcasts = new(StringComparer.Ordinal);
    private volatile AlertBook _alerts = AlertBook.Empty;
    private volatile BroadcastBook _broadcasts = BroadcastBook.Empty;

    public AlertBook Alerts => _alerts;

    public BroadcastBook Broadcasts => _broadcasts;

    public void Load(IReadOnlyCollection<Alert> openAlerts, IReadOnlyList<Alert> clearedNow, IReadOnlyList<BroadcastBrief> broadcasts)
    {
        _alerts = AlertBook.Load(openAlerts).Apply(clearedNow);
        _broadcasts = BroadcastBook.Empty.Apply(broadcasts);
    }

    /// <summary>After a batch. Answers the broadcasts that changed.</summary>
    public IReadOnlyList<BroadcastBrief> Apply(IReadOnlyList<Alert> alerts, long position)
    {
        var rows = stages.Ledger.TakeChangedRows();
        var ordered = stages.Ledger.TakeChangedBroadcasts();
        if (alerts.Count + rows.Count + ordered.Count == 0)
            return [];
        var ids = rows.Select(row => row.BroadcastId).Concat(ordered.Select(broadcast => broadcast.Id)).Distinct(StringComparer.Ordinal);
        var briefs = new List<BroadcastBrief>();
        foreach (var id in ids)
        {
            if (stages.Ledger.Find(id) is { } broadcast && stages.Ledger.Counts(id) is { } counts)
                briefs.Add(BroadcastBook.Brief(broadcast, counts, position));
        }

        foreach (var row in rows)
            _deliveries[(row.BroadcastId, row.DeviceHandle)] = row;
        foreach (var brief in briefs)
            _unstoredBroadcasts[brief.Broadcast.Id] = brief;
        lock (_gate)
        {
            _alerts = _alerts.Apply(alerts);
            if (briefs.Count > 0)
                _broadcasts = _broadcasts.Apply(briefs);
        }

        return briefs;
    }

    public JudgePart HandOver()
    {
        var part = new JudgePart
        {
            Alerts = [.. _alerts.Unstored.Values], Broadcasts = [.. _unstoredBroadcasts.Values], Deliveries = [.. _deliveries.Values],
        };
        _unstoredBroadcasts.Clear();
        _deliveries.Clear();
        return part;
    }

    /// <summary>On the checkpoint's thread: the database has them now.</summary>
    public void Stored(JudgePart part)
    {
        if (part.Alerts.Count == 0)
            return;
        lock (_gate)
            _alerts = _alerts.Stored(part.Alerts);
    }
}
