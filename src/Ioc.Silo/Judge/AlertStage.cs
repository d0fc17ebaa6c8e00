using System.Runtime.InteropServices;
using System.Text.Json;
using Ioc.Devices.Alerts;
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
        else if (item.Kind == JudgeItemKind.Entry && item.EntryKind == EntryKind.AlertAction)
            Act(item, outcome);
        else if (item.Kind == JudgeItemKind.Entry && item.EntryKind == EntryKind.RegistryChanged)
            Follow(item, outcome);
    }

    private void Apply(in JudgeItem item, JudgeOutcome outcome)
    {
        // Step 8: one finding becomes at most one transition.
        if (registry.Current.FindDevice(item.DeviceHandle) is { } device && table.Apply(item.Finding, device, item.Position) is { } alert)
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

    private void Follow(in JudgeItem item, JudgeOutcome outcome)
    {
        var current = registry.Current;
        foreach (var handle in MemoryMarshal.Cast<byte, int>(item.Payload))
        {
            if (current.FindDevice(handle) is null)
                outcome.Alerts.AddRange(table.RemoveDevice(handle, item.AtMs, item.Position));
        }
    }
}
