namespace Ioc.Silo.Audit;

/// <param name="Items">Newest first.</param>
/// <param name="Next">For <see cref="AuditQuery.Before"/>; null: this was the last page.</param>
/// <param name="Total">Of all pages; counted to <see cref="AuditLimits.CountMax"/> at most.</param>
public sealed record AuditPage(IReadOnlyList<AuditRecord> Items, long? Next, long Total);
