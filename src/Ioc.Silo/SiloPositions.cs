namespace Ioc.Silo;

/// <param name="Journal">Last durable entry.</param>
/// <param name="Applied">Last entry that twins, alerts and ledger have applied.</param>
/// <param name="Stored">Last entry whose effect is in both stores.</param>
/// <param name="JournalBytes">What the journal takes on disk.</param>
/// <param name="MessagesTotal">Entries from devices applied since the process started, replayed ones left out.</param>
public readonly record struct SiloPositions(long Journal, long Applied, long Stored, long JournalBytes, long MessagesTotal);
