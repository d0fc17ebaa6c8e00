using Ioc.Devices.Coverage;
using Ioc.Devices.Twins;

namespace Ioc.Devices.Alerts;

/// <summary>
/// Step 8: findings → alert transitions. Holds every alert that is not cleared, at most one per (device, condition); cleared ones leave
/// it and belong to the store. Pure, one owner: positions and times come from the journal entry that caused the change.
///
/// An alert says what is so now: its text follows numbers, names and places. What is more than was acknowledged asks for another acknowledgement.
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

    /// <summary>
    /// Takes alerts from a checkpoint; cleared ones, repeated ids and those that nothing could ever clear are left out: of a device that is gone or
    /// became another kind, or of a rule that is gone. The device handle is found by its id.
    /// </summary>
    public void Load(IEnumerable<Alert> alerts, IReadOnlyDictionary<string, Device> devicesById)
    {
        foreach (var alert in alerts)
        {
            if (alert.State == AlertState.Cleared || !ConditionWords.TryParse(alert.Condition, out var condition))
                continue;
            var handle = 0;
            if (alert.DeviceId != Centre.Id)
            {
                if (!devicesById.TryGetValue(alert.DeviceId, out var device) || device.Kind != alert.DeviceKind)
                    continue;
                handle = device.Handle;
            }

            if (Rules.Find(alert.DeviceKind, condition) is not null && _open.TryAdd((handle, condition), alert))
                _keys[alert.Id] = (handle, condition);
        }
    }

    /// <summary>The alert as it then is; null where the finding changes nothing.</summary>
    public Alert? Apply(in Finding finding, Device device, long position)
    {
        var key = (finding.DeviceHandle, finding.Condition);
        if (!finding.Raised)
            return Clear(key, finding.AtMs, position);
        if (Rules.Find(device.Kind, finding.Condition) is not { } rule)
            return null;
        var exists = _open.TryGetValue(key, out var alert);
        if (exists && alert!.ObservedValue == finding.Value && alert.SpecificProblem == finding.Detail)
            return null;
        alert = exists ? Changed(alert!, IsMore(alert!, finding), finding.AtMs, position) : New(rule, device, finding.AtMs, position);
        var (vi, en) = AlertText.Of(rule, device, in finding);
        return Put(key, alert with
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
        var (vi, en) = AlertText.OfGap(rule, site, gap.HamletNames, gap.People);
        if (exists && alert!.AffectedPeople == gap.People && alert.AffectedHamlets.SequenceEqual(gap.HamletCodes) && (alert.TextVi, alert.TextEn) == (vi, en))
            return null;
        alert = exists ? Changed(alert!, gap.HamletCodes.Except(alert!.AffectedHamlets).Any(), atMs, position) : New(rule, site, atMs, position);
        return Put(key, alert with { TextVi = vi, TextEn = en, AffectedHamlets = gap.HamletCodes, AffectedPeople = gap.People });
    }

    /// <summary>The alert as it then is; null where it is unknown, cleared or acknowledged already.</summary>
    public Alert? Acknowledge(string alertId, string user, long atMs, long position)
    {
        if (KeyOf(alertId) is not { } key || _open[key].State != AlertState.Raised)
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

    /// <summary>
    /// The registry changed: names, position and text of open alerts are those of now. A coverage alert's text is <see cref="ApplyGap"/>'s. The unit stays
    /// the one where it was raised: whoever saw it there must hear of its end, and who has the device now sees it by the device.
    /// </summary>
    /// <param name="devices">By handle, as far as they are registered.</param>
    /// <param name="handles">Only theirs; null: everybody's.</param>
    /// <param name="atMs">Server time.</param>
    /// <param name="position">Of the entry that tells of it.</param>
    public IReadOnlyList<Alert> Follow(Func<int, Device?> devices, IReadOnlySet<int>? handles, long atMs, long position)
    {
        var changed = new List<Alert>();
        foreach (var (key, alert) in _open.Where(pair => handles?.Contains(pair.Key.Handle) ?? true).OrderBy(pair => pair.Key).ToArray())
        {
            if (devices(key.Handle) is not { } device || Rules.Find(device.Kind, key.Condition) is not { } rule)
                continue;
            var (vi, en) = key.Condition == Condition.CoverageGap
                ? (alert.TextVi, alert.TextEn)
                : AlertText.Of(rule, device, new Finding(key.Condition, true, key.Handle, alert.ObservedValue, alert.ThresholdValue, atMs, alert.SpecificProblem));
            var now = alert with { DeviceName = device.Name, Position = device.Position, TextVi = vi, TextEn = en };
            if (now != alert)
                changed.Add(Put(key, Changed(now, isMore: false, atMs, position)));
        }

        return changed;
    }

    /// <summary>
    /// What is open under an id. A replay knows only the newest registry, so it may raise an alert earlier than it was raised the first time, which
    /// has another id then: whoever acknowledged it by that one meant what is open since. Without a replay there is no such id.
    /// </summary>
    private (int Handle, Condition Condition)? KeyOf(string alertId)
    {
        if (_keys.TryGetValue(alertId, out var key))
            return key;
        return AlertId.TryRead(alertId, out var position, out var condition, out var handle) && _open.TryGetValue((handle, condition), out var alert)
            && AlertId.TryRead(alert.Id, out var raisedAt, out _, out _) && raisedAt < position
            ? (handle, condition) : null;
    }

    private static Alert Changed(Alert alert, bool isMore, long atMs, long position)
    {
        var changed = alert with { ChangedAt = DateTimeOffset.FromUnixTimeMilliseconds(atMs), Version = position };
        return isMore ? changed with { State = AlertState.Raised, AcknowledgedAt = null, AcknowledgedBy = null } : changed;
    }

    /// <summary>Whether a site's own management reports what the alert does not say yet. More of the same parts are worse, and no other thing.</summary>
    private static bool IsMore(Alert alert, in Finding finding) => finding.Condition == Condition.SiteAlarm
        && (finding.Value > alert.ObservedValue || Details(finding.Detail).Except(Details(alert.SpecificProblem)).Any());

    private static string[] Details(string? detail) => detail?.Split(AlertLimits.BetweenDetails) ?? [];

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
