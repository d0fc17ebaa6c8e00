using Ioc.Devices.Broadcasts;

namespace Ioc.Silo.Changes;

/// <summary>A broadcast and how many of its deliveries are in which state.</summary>
/// <param name="Broadcast">As ordered.</param>
/// <param name="Counts">Number of deliveries by state.</param>
/// <param name="Heard">Deliveries that telemetry confirms.</param>
/// <param name="Version">Grows with every change.</param>
public sealed record BroadcastBrief(Broadcast Broadcast, IReadOnlyDictionary<DeliveryState, int> Counts, int Heard, long Version);
