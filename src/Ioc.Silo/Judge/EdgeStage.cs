using Ioc.Devices.Alerts;
using Ioc.Devices.Twins;
using Ioc.Silo.Journal;
using Ioc.Silo.Registry;
using Ioc.Silo.Twins;

namespace Ioc.Silo.Judge;

/// <summary>
/// Devices that can't be heard, for minutes → an alert of the centre. Nobody is called offline meanwhile, so without it all would look well. What it
/// counts from is not in a checkpoint: a start says anew whether devices can be heard.
/// </summary>
internal sealed class EdgeStage(AlertTable table, IRegistry registry) : IJudgeStage
{
    private long _deafSinceMs;
    private long _hearsSinceMs;

    public void Take(in JudgeItem item, JudgeOutcome outcome)
    {
        if (item.Kind != JudgeItemKind.Entry)
            return;
        switch (item.EntryKind)
        {
            case EntryKind.ListeningStopped:
                (_deafSinceMs, _hearsSinceMs) = (_deafSinceMs == 0 ? item.AtMs : _deafSinceMs, 0);
                break;
            case EntryKind.ListeningStarted:
                (_deafSinceMs, _hearsSinceMs) = (0, item.AtMs);
                break;
            case EntryKind.ClockJumped:
                // By how much is not known: each counts from here.
                _deafSinceMs = _deafSinceMs == 0 ? 0 : item.AtMs;
                _hearsSinceMs = _hearsSinceMs == 0 ? 0 : item.AtMs;
                break;
            case EntryKind.Tick when _deafSinceMs > 0 && item.AtMs - _deafSinceMs >= EngineLimits.EdgeAwayMinutes * 60_000L:
                Judge(item, raised: true, outcome);
                break;
            case EntryKind.Tick when _hearsSinceMs > 0 && item.AtMs - _hearsSinceMs >= EngineLimits.EdgeBackMs:
                Judge(item, raised: false, outcome);
                break;
        }
    }

    private void Judge(in JudgeItem item, bool raised, JudgeOutcome outcome)
    {
        if (raised == table.Find(0, Condition.EdgeAway) is not null)
            return;
        var finding = new Finding(Condition.EdgeAway, raised, 0, EngineLimits.EdgeAwayMinutes, EngineLimits.EdgeAwayMinutes, item.AtMs);
        if (table.Apply(finding, Centre.In(registry.Current.ProvinceCode), item.Position) is { } alert)
            outcome.Alerts.Add(alert);
    }
}
