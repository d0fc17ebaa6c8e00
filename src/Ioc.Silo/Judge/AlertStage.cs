using System.Runtime.InteropServices;
using System.Text.Json;
using Ioc.Devices.Alerts;
using Ioc.Devices.Twins;
using Ioc.Silo.Checkpoints;
using Ioc.Silo.Journal;
using Ioc.Silo.Registry;

namespace Ioc.Silo.Judge;

/// <summary>Findings and operators' actions → alert transitions.</summary>
internal sealed class AlertStage(AlertTable table, IRegistry registry) : IJudgeStage
{
    public void Take(in JudgeItem item, JudgeOutcome outcome)
    {
        if (item.Kind == JudgeItemKind.Finding)
            Apply(item, outcome);
        else if (item.Kind == JudgeItemKind.Removed)
            outcome.Alerts.AddRange(table.RemoveDevice(item.DeviceHandle, item.AtMs, item.Position));
        else if (item.Kind == JudgeItemKind.Entry && item.EntryKind == EntryKind.AlertAction)
            Act(item, outcome);
        else if (item.Kind == JudgeItemKind.Entry && item.EntryKind == EntryKind.JournalFilling)
            Judge(item, Condition.JournalFilling, JournalLimits.FillingPercent, outcome);
        else if (item.Kind == JudgeItemKind.Entry && item.EntryKind == EntryKind.StoreAway)
            Judge(item, Condition.StoreAway, JournalLimits.StoreAwayMinutes, outcome);
        else if (item.Kind == JudgeItemKind.Entry && item.EntryKind == EntryKind.RegistryChanged)
            Follow(item, outcome);
    }

    private void Apply(in JudgeItem item, JudgeOutcome outcome)
    {
        // Step 8: one finding becomes at most one transition.
        if (table.Apply(item.Finding, item.Device!, item.Position) is { } alert)
            outcome.Alerts.Add(alert);
    }

    private void Act(in JudgeItem item, JudgeOutcome outcome)
    {
        if (JsonSerializer.Deserialize(item.Payload, CheckpointJson.Default.AlertAction) is not { } action)
            return;
        if (table.Acknowledge(action.AlertId, action.User, item.AtMs, item.Position) is { } alert)
            outcome.Alerts.Add(alert);
        outcome.Tickets.Add((action.Ticket, null));
    }

    /// <summary>The centre itself, as a device is judged.</summary>
    private void Judge(in JudgeItem item, Condition condition, int threshold, JudgeOutcome outcome)
    {
        var found = CentreFinding.Read(item.Payload);
        var finding = new Finding(condition, found.Begun, 0, found.Value, threshold, item.AtMs);
        if (table.Apply(finding, Centre.In(registry.Current.ProvinceCode), item.Position) is { } alert)
            outcome.Alerts.Add(alert);
    }

    /// <summary>Who left is told of by its shard, whose twin and whose alerts then end at the same entry.</summary>
    private void Follow(in JudgeItem item, JudgeOutcome outcome)
    {
        HashSet<int>? handles = item.Payload is { Length: > 0 } bytes ? [.. MemoryMarshal.Cast<byte, int>(bytes)] : null;
        outcome.Alerts.AddRange(table.Follow(registry.Current.FindDevice, handles, item.AtMs, item.Position));
    }
}
