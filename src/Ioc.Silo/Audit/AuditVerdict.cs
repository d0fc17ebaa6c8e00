namespace Ioc.Silo.Audit;

/// <param name="Rows">Rows read.</param>
/// <param name="Sha256">The last row's hash, to be compared with one noted elsewhere; null without rows.</param>
/// <param name="Fault">The first fault; null: sound.</param>
public sealed record AuditVerdict(long Rows, string? Sha256, AuditFault? Fault);
