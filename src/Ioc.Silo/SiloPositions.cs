namespace Ioc.Silo;

/// <param name="Journal">Last durable entry.</param>
/// <param name="Applied">Last entry that twins, alerts and ledger have applied.</param>
/// <param name="Stored">Everything up to here whose effect has to be in the stores is there.</param>
/// <param name="JournalBytes">What the journal takes on disk.</param>
/// <param name="MessagesTotal">Entries from devices applied since the process started, replayed ones left out.</param>
public readonly record struct SiloPositions(long Journal, long Applied, long Stored, long JournalBytes, long MessagesTotal)
{
    /// <summary>What it may take.</summary>
    public long JournalQuotaBytes { get; init; }

    /// <summary>At the present rate, until devices must wait, if nothing were stored any more; null while nothing comes.</summary>
    public TimeSpan? JournalTimeLeft { get; init; }

    public Journal.JournalRoom Room { get; init; }

    /// <summary>Null: the stores take everything.</summary>
    public StoreTrouble? StoreTrouble { get; init; }
}
