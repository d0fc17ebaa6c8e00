using System.Runtime.InteropServices;
using Ioc.Devices;
using Ioc.Devices.Alerts;
using Ioc.Devices.Coverage;
using Ioc.Devices.Twins;
using Ioc.Devices.Units;
using Ioc.Silo.Journal;
using Ioc.Silo.Registry;

namespace Ioc.Silo.Judge;

/// <summary>
/// Sites that cease or begin to work → coverage alerts. The map is made again when sites or hamlets changed, and each day, because hamlets merge and end
/// at a date; what it then says is compared with the open alerts: they are what people know.
/// </summary>
internal sealed class CoverageStage(AlertTable table, IRegistry registry) : IJudgeStage
{
    private static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);

    private readonly HashSet<int> _notWorking = [];
    private DateOnly _day;
    private CoverageMap _map = new([], [], CoverageRules.Default);

    /// <summary>At start: what the twins and the open alerts say. Where the registry says otherwise by now, the start's own entry finds it.</summary>
    public void Load(IEnumerable<int> notWorkingSites, long nowMs)
    {
        _notWorking.UnionWith(notWorkingSites);
        Rebuild(DayOf(nowMs));
    }

    public void Take(in JudgeItem item, JudgeOutcome outcome)
    {
        if (item.Kind == JudgeItemKind.SiteWorking)
            SetWorking(item, item.IsSiteWorking, outcome);
        else if (item.Kind == JudgeItemKind.Removed)
            SetWorking(item, isWorking: true, outcome);
        else if (item.Kind == JudgeItemKind.Entry && item.EntryKind == EntryKind.RegistryChanged)
            Follow(item, outcome);
        else if (item.Kind == JudgeItemKind.Entry && item.EntryKind == EntryKind.Tick && DayOf(item.AtMs) != _day)
            Apply(Rebuild(DayOf(item.AtMs)), item, outcome);
    }

    private static DateOnly DayOf(long ms) => DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(ms).ToOffset(Vietnam).Date);

    /// <summary>One that is removed is waited for no longer; by then the map is made without it.</summary>
    private void SetWorking(in JudgeItem item, bool isWorking, JudgeOutcome outcome)
    {
        if (isWorking)
            _notWorking.Remove(item.DeviceHandle);
        else
            _notWorking.Add(item.DeviceHandle);
        Apply(_map.SetWorking(item.DeviceHandle, isWorking), item, outcome);
    }

    private void Follow(in JudgeItem item, JudgeOutcome outcome)
    {
        var current = registry.Current;
        var isOurs = item.Payload is not { Length: > 0 };
        foreach (var handle in MemoryMarshal.Cast<byte, int>(item.Payload))
            isOurs |= current.FindDevice(handle)?.Kind == DeviceKind.Site || _map.IsSite(handle);
        if (!isOurs)
            return;
        Apply(Rebuild(DayOf(item.AtMs)), item, outcome);
        // Names of hamlets stand in the alerts too.
        Apply(_map.Gaps, item, outcome);
    }

    private IReadOnlyList<CoverageGap> Rebuild(DateOnly day)
    {
        _day = day;
        var current = registry.Current;
        _map = new CoverageMap(
            current.DevicesByHandle.OfType<Device>().Where(device => device.Kind == DeviceKind.Site),
            current.Units.Values.Where(unit => unit.Level == UnitLevels.Hamlet && unit.IsInForce(day)).OrderBy(unit => unit.Code, StringComparer.Ordinal),
            CoverageRules.Default);
        return _map.Restore(_notWorking.Order(), GapsOfAlerts());
    }

    private void Apply(IReadOnlyList<CoverageGap> gaps, in JudgeItem item, JudgeOutcome outcome)
    {
        foreach (var gap in gaps)
        {
            if (registry.Current.FindDevice(gap.SiteHandle) is { } site && table.ApplyGap(gap, site, item.AtMs, item.Position) is { } alert)
                outcome.Alerts.Add(alert);
        }
    }

    private IReadOnlyList<CoverageGap> GapsOfAlerts()
    {
        var current = registry.Current;
        var condition = Condition.CoverageGap.Word();
        return
        [
            .. table.Open.Where(alert => alert.Condition == condition && current.DevicesById.ContainsKey(alert.DeviceId))
                .Select(alert => new CoverageGap(
                    current.DevicesById[alert.DeviceId].Handle, alert.AffectedHamlets,
                    [.. alert.AffectedHamlets.Select(code => current.Units.GetValueOrDefault(code)?.Name ?? code)], alert.AffectedPeople ?? 0))
                .OrderBy(gap => gap.SiteHandle),
        ];
    }
}
