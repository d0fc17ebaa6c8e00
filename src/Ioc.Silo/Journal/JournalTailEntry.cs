namespace Ioc.Silo.Journal;

/// <param name="Kind">A device's channel.</param>
/// <param name="DeviceHandle">The device.</param>
/// <param name="Payload">As it came.</param>
public sealed record JournalTailEntry(EntryKind Kind, int DeviceHandle, ReadOnlyMemory<byte> Payload);
