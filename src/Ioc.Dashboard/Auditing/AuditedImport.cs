using Ioc.Silo.Audit;
using Ioc.Silo.Registry;

namespace Ioc.Dashboard.Auditing;

internal static class AuditedImport
{
    /// <summary>Writes what an import would change, then imports; where the registry refuses it, a second row says so.</summary>
    public static Task<RegistryChange> PutAsync(
        this IAuditLog audit, IReadOnlyList<AuditEntry> entries, Func<Task<RegistryChange>> put, CancellationToken cancellationToken) =>
        entries.Count == 0 ? put() : audit.DoAllAsync(entries, put, change => change.Errors.Count == 0, cancellationToken);

    /// <summary>Writes all entries, then acts; where that throws, or did nothing, one more row says so.</summary>
    public static async Task<T> DoAllAsync<T>(
        this IAuditLog audit, IReadOnlyList<AuditEntry> entries, Func<Task<T>> act, Func<T, bool> wasDone, CancellationToken cancellationToken)
    {
        long number = await audit.AppendAsync(entries, cancellationToken);
        bool isDone = false;
        try
        {
            T result = await act();
            isDone = wasDone(result);
            return result;
        }
        finally
        {
            if (!isDone)
            {
                await audit.AppendAsync(
                    entries[0] with { Outcome = AuditOutcome.Failed, Subject = null, Before = null, After = null, Why = $"rows {number - entries.Count + 1} to {number} were not done" },
                    CancellationToken.None);
            }
        }
    }
}
