using Ioc.Silo.Journal;

namespace Ioc.Gateway.Tests.Seams;

/// <summary>What a journal held when the process before this one ended.</summary>
public sealed class MemoryTail(IEnumerable<JournaledEntry> entries) : IJournalTail
{
    public IReadOnlyList<JournalTailEntry> LastOfDevices(int count) =>
        [.. entries.Where(entry => entry.DeviceHandle > 0).TakeLast(count).Select(entry => new JournalTailEntry(entry.Kind, entry.DeviceHandle, entry.Payload))];
}
