using Ioc.Devices.Coverage;
using Ioc.Devices.Twins;

namespace Ioc.Devices.Alerts;

/// <summary>
/// Step 8: findings → alert transitions. Holds every alert that is not cleared, at most one per (device, condition); cleared ones leave
/// it and belong to the store. Pure, one owner: positions and times come from the journal entry that caused the change.
///
/// Flapping is only damped by the rules' hysteresis and durations; recognising it as one held alert is not done here yet.
/// </summary>
public sealed class AlertTable(RuleSet rules)
{
    private readonly Dictionary<(int Handle, Condition Condition), Alert> _open = [];
    private readonly Dictionary<string, (int Handle, Condition Condition)> _keys = new(StringComparer.Ordinal);

    public AlertTable()
        : this(RuleSet.Default)
    {
    }

    /// <summary>The rules for texts and severities of alerts raised from now on.</summary>
    public RuleSet Rules { get; set; } = rules;

    /// <summary>Alerts that are not cleared, in no particular order.</summary>
    public IReadOnlyCollection<Alert> Open => _open.Values;

    public Alert? Find(string alertId) => _keys.TryGetValue(alertId, out var key) ? _open[key] : null;

    public Alert? Find(int deviceHandle, Condition condition) => _open.GetValueOrDefault((deviceHandle, condition));

    /// <summary>Takes alerts from a checkpoint; cleared ones and repeated ids are left out. The device handle is found by its id.</summary>
    public void Load(IEnumerable<Alert> alerts, IReadOnlyDictionary<string, Device> devicesById)
    {
        foreach (var alert in alerts)
        {
            if (alert.State == AlertState.Cleared || !ConditionWords.TryParse(alert.Condition, out var condition))
                continue;
            var handle = 0;
            if (alert.DeviceId != Centre.Id)
            {
                if (!devicesById.TryGetValue(alert.DeviceId, out var device))
                    continue;
                handle = device.Handle;
            }

            if (_open.TryAdd((handle, condition), alert))
                _keys[alert.Id] = (handle, condition);
        }
    }

    /// <summary>The alert as it then is; null where the finding changes nothing.</summary>
    public Alert? Apply(in Finding finding, Device device, long position)
    {
        var key = (finding.DeviceHandle, finding.Condition);
        if (!finding.Raised)
            return Clear(key, finding.AtMs, position);
        if (_open.ContainsKey(key) || Rules.Find(device.Kind, finding.Condition) is not { } rule)
            return null;
        var (vi, en) = AlertText.Of(rule, device, in finding);
        return Put(key, New(rule, device, finding.AtMs, position) with
        {
            TextVi = vi,
            TextEn = en,
            SpecificProblem = finding.Detail,
            ObservedValue = finding.Value,
            ThresholdValue = finding.Threshold,
        });
    }

    /// <summary>Raises, changes or clears the coverage alert of a site; null where nothing changes.</summary>
    public Alert? ApplyGap(CoverageGap gap, Device site, long atMs, long position)
    {
        var key = (gap.SiteHandle, Condition.CoverageGap);
        if (gap.HamletCodes.Count == 0)
            return Clear(key, atMs, position);
        if (Rules.Find(site.Kind, Condition.CoverageGap) is not { } rule)
            return null;
        var exists = _open.TryGetValue(key, out var alert);
        if (exists && alert!.AffectedPeople == gap.People && alert.AffectedHamlets.SequenceEqual(gap.HamletCodes))
            return null;
        alert = exists ? alert! : New(rule, site, atMs, position);
        var (vi, en) = AlertText.OfGap(rule, site, gap.HamletNames, gap.People);
        return Put(key, alert with
        {
            TextVi = vi,
            TextEn = en,
            AffectedHamlets = gap.HamletCodes,
            AffectedPeople = gap.People,
            ChangedAt = DateTimeOffset.FromUnixTimeMilliseconds(atMs),
            Version = position,
        });
    }

    /// <summary>The alert as it then is; null where it is unknown, cleared or acknowledged already.</summary>
    public Alert? Acknowledge(string alertId, string user, long atMs, long position)
    {
        if (!_keys.TryGetValue(alertId, out var key) || _open[key].State != AlertState.Raised)
            return null;
        var at = DateTimeOffset.FromUnixTimeMilliseconds(atMs);
        return Put(key, _open[key] with
        {
            State = AlertState.Acknowledged,
            AcknowledgedAt = at,
            AcknowledgedBy = user,
            ChangedAt = at,
            Version = position,
        });
    }

    /// <summary>A device left the registry: its alerts are cleared. In order of condition, so that a replay does the same.</summary>
    public IReadOnlyList<Alert> RemoveDevice(int deviceHandle, long atMs, long position)
    {
        var keys = _open.Keys.Where(key => key.Handle == deviceHandle).OrderBy(key => key.Condition).ToArray();
        return [.. keys.Select(key => Clear(key, atMs, position)!)];
    }

    private static Alert New(Rule rule, Device device, long atMs, long position)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(atMs);
        return new Alert
        {
            Id = AlertId.Of(position, rule.Condition, device.Handle),
            Condition = rule.Condition.Word(),
            DeviceId = device.Id,
            DeviceKind = device.Kind,
            DeviceName = device.Name,
            UnitCode = device.UnitCode,
            Position = device.Kind == DeviceKind.Centre ? null : device.Position,
            State = AlertState.Raised,
            Severity = rule.Severity,
            AlarmType = rule.AlarmType,
            ProbableCause = rule.ProbableCause,
            TextVi = rule.TextVi,
            TextEn = rule.TextEn,
            ProposedRepairVi = rule.RepairVi,
            ProposedRepairEn = rule.RepairEn,
            ServiceAffecting = rule.ServiceAffecting,
            RaisedAt = at,
            ChangedAt = at,
            Version = position,
        };
    }

    private Alert Put((int Handle, Condition Condition) key, Alert alert)
    {
        _open[key] = alert;
        _keys[alert.Id] = key;
        return alert;
    }

    private Alert? Clear((int Handle, Condition Condition) key, long atMs, long position)
    {
        if (!_open.Remove(key, out var alert))
            return null;
        _keys.Remove(alert.Id);
        var at = DateTimeOffset.FromUnixTimeMilliseconds(atMs);
        return alert with { State = AlertState.Cleared, ClearedAt = at, ChangedAt = at, Version = position };
    }
}
