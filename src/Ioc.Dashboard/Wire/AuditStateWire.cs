using Ioc.Silo.Audit;

namespace Ioc.Dashboard.Wire;

/// <param name="Rows">Rows read.</param>
/// <param name="Sha256">The last row's hash: note it elsewhere, and nobody can write another history unseen.</param>
/// <param name="Fault">What is wrong, in words; null: nothing.</param>
/// <param name="FaultRow">The first wrong row.</param>
internal sealed record AuditStateWire(long Rows, string? Sha256, string? Fault, long? FaultRow)
{
    public static AuditStateWire Of(AuditVerdict verdict) => new(verdict.Rows, verdict.Sha256, verdict.Fault?.What, verdict.Fault?.Row);
}
