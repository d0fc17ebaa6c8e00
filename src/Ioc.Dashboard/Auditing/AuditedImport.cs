using Ioc.Silo.Audit;
using Ioc.Silo.Registry;

namespace Ioc.Dashboard.Auditing;

internal static class AuditedImport
{
    /// <summary>Writes what an import would change, then imports; where the registry refuses it, a second row says so.</summary>
    public static async Task<RegistryChange> PutAsync(
        this IAuditLog audit, IReadOnlyList<AuditEntry> entries, Func<Task<RegistryChange>> put, CancellationToken cancellationToken)
    {
        if (entries.Count == 0) return await put();
        long number = await audit.AppendAsync(entries, cancellationToken);
        bool isDone = false;
        try
        {
            RegistryChange change = await put();
            isDone = change.Errors.Count == 0;
            return change;
        }
        finally
        {
            if (!isDone)
            {
                await audit.AppendAsync(
                    entries[0] with { Outcome = AuditOutcome.Failed, Subject = null, Before = null, After = null, Why = $"rows {number - entries.Count + 1} to {number} were not stored" },
                    CancellationToken.None);
            }
        }
    }
}
