using Ioc.Silo.Audit;
using Ioc.Silo.Registry;

namespace Ioc.Dashboard.Auditing;

internal static class AuditedImport
{
    /// <summary>Writes what an import would change, then imports; where the registry refuses it, one more row says so.</summary>
    public static Task<RegistryChange> PutAsync(
        this IAuditLog audit, IReadOnlyList<AuditEntry> entries, Func<Task<RegistryChange>> put, CancellationToken cancellationToken) =>
        entries.Count == 0 ? put() : audit.DoAsync(entries, put, change => change.Errors.Count == 0 ? null : $"{change.Errors.Count} were refused", cancellationToken);
}
