namespace Ioc.Silo.Audit;

/// <summary>
/// Who did what: append-only, chained by hashes and sealed with a key (docs/decisions/0013). A row is on disk before the action it tells of is
/// done, so that nothing happens unwritten; an action that fails afterwards gets a second row that says so (<see cref="AuditedAction"/>).
/// </summary>
public interface IAuditLog
{
    /// <summary>Why the chain can't be trusted, as last verified; null: sound as far as verified.</summary>
    AuditFault? Fault { get; }

    /// <summary>Appends and answers the row's number. Whoever is about to change something must not do it when this throws.</summary>
    /// <exception cref="AuditUnavailableException">Nothing was written.</exception>
    Task<long> AppendAsync(AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>All or none, in order; answers the last number. At most <see cref="AuditLimits.EntriesMax"/>.</summary>
    /// <exception cref="AuditUnavailableException">Nothing was written.</exception>
    Task<long> AppendAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken);

    /// <summary>Newest first.</summary>
    Task<AuditPage> QueryAsync(AuditQuery query, CancellationToken cancellationToken);

    /// <summary>What the query finds, oldest first and without pages, for exports. Holds one read transaction while enumerated.</summary>
    IEnumerable<AuditRecord> Read(AuditQuery query);

    /// <summary>
    /// Forgets which name a pseudonym stands for (Nghị định 13/2023); the rows and their chain stay. False: no row names this account.
    /// </summary>
    /// <exception cref="AuditUnavailableException">Nothing was forgotten.</exception>
    Task<bool> ForgetAsync(string accountName, AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>Reads the whole chain, the people and the head kept outside of the table, and keeps what it found as <see cref="Fault"/>.</summary>
    AuditVerdict Verify(CancellationToken cancellationToken);
}
