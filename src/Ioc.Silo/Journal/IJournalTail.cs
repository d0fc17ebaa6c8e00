namespace Ioc.Silo.Journal;

/// <summary>
/// What the journal took last, for a gateway that must recognise what an outside broker delivers again after our own restart. Available when the
/// silo has started.
/// </summary>
public interface IJournalTail
{
    /// <summary>The last entries that devices sent, oldest first; fewer when the journal is young.</summary>
    IReadOnlyList<JournalTailEntry> LastOfDevices(int count);
}
