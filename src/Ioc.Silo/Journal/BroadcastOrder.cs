using Ioc.Devices.Broadcasts;

namespace Ioc.Silo.Journal;

/// <summary>Payload of <see cref="EntryKind.BroadcastOrdered"/>: targets are resolved before, so that a replay reaches the same clusters.</summary>
internal sealed record BroadcastOrder(long Ticket, Broadcast Broadcast, int[] DeviceHandles);
