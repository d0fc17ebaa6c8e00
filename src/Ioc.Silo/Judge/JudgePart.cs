using Ioc.Devices.Alerts;
using Ioc.Devices.Broadcasts;
using Ioc.Silo.Changes;

namespace Ioc.Silo.Judge;

/// <summary>What the judge hands to a checkpoint: everything that differs from operations.db, in its newest state.</summary>
internal sealed record JudgePart
{
    public required IReadOnlyList<Alert> Alerts { get; init; }

    public required IReadOnlyList<BroadcastBrief> Broadcasts { get; init; }

    public required IReadOnlyList<Delivery> Deliveries { get; init; }

    public bool IsEmpty => Alerts.Count == 0 && Broadcasts.Count == 0 && Deliveries.Count == 0;
}
