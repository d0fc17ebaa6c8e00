using System.Text;
using System.Text.Json;
using Ioc.Devices;
using Ioc.Devices.Broadcasts;
using Ioc.Silo.Checkpoints;
using Ioc.Silo.Journal;
using Ioc.Silo.Registry;

namespace Ioc.Silo.Judge;

/// <summary>Orders, cancels, delivered commands, receipts, what telemetry shows, and time → the ledger.</summary>
internal sealed class BroadcastStage(BroadcastLedger ledger, IRegistry registry) : IJudgeStage
{
    public void Take(in JudgeItem item, JudgeOutcome outcome)
    {
        switch (item.Kind)
        {
            case JudgeItemKind.Receipt:
                ledger.Apply(item.Receipt, item.DeviceHandle, item.AtMs);
                break;
            case JudgeItemKind.Playback:
                ledger.Observe(item.Playback);
                break;
            case JudgeItemKind.Entry:
                TakeEntry(item, outcome);
                break;
        }
    }

    private void TakeEntry(in JudgeItem item, JudgeOutcome outcome)
    {
        switch (item.EntryKind)
        {
            case EntryKind.Tick:
                ledger.Tick(item.AtMs);
                outcome.TickAtMs = item.AtMs;
                break;
            case EntryKind.CommandDelivered:
                ledger.Delivered(Encoding.UTF8.GetString(item.Payload!), item.DeviceHandle, item.AtMs);
                break;
            case EntryKind.BroadcastOrdered:
                Order(item, outcome);
                break;
            case EntryKind.BroadcastCancelled:
                Cancel(item, outcome);
                break;
        }
    }

    private void Order(in JudgeItem item, JudgeOutcome outcome)
    {
        if (JsonSerializer.Deserialize(item.Payload, CheckpointJson.Default.BroadcastOrder) is not { } order)
            return;
        var current = registry.Current;
        var result = ledger.Order(order.Broadcast, [.. order.DeviceHandles.Select(current.FindDevice).OfType<Device>()], item.AtMs);
        if (result == OrderOutcome.Added)
            outcome.ToOffer.Add(order.Broadcast.Id);
        outcome.Tickets.Add((order.Ticket, result switch
        {
            OrderOutcome.TooMany => "Too many broadcasts are still open: cancel some, or wait until they end.",
            OrderOutcome.Invalid => BroadcastLedger.Validate(order.Broadcast),
            _ => null,
        }));
    }

    private void Cancel(in JudgeItem item, JudgeOutcome outcome)
    {
        if (JsonSerializer.Deserialize(item.Payload, CheckpointJson.Default.BroadcastCancel) is not { } cancel)
            return;
        if (ledger.Cancel(cancel.BroadcastId, cancel.User, item.AtMs))
            outcome.ToOffer.Add(cancel.BroadcastId);
        outcome.Tickets.Add((cancel.Ticket, null));
    }
}
