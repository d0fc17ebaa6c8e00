namespace Ioc.Silo.Journal;

/// <summary>Payload of <see cref="EntryKind.BroadcastCancelled"/>.</summary>
internal sealed record BroadcastCancel(long Ticket, string BroadcastId, string User);
