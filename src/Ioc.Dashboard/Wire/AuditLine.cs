using Ioc.Silo.Audit;

namespace Ioc.Dashboard.Wire;

/// <summary>
/// One line of the exported audit: the members that the hash is made of, in its order and as they are stored (before and after as the texts they
/// are), then the names and the hash.
/// </summary>
internal sealed record AuditLine(
    long Number, long AtMs, string ActorKind, string? Actor, string? Via, string? Address, string Action, string? SubjectKind, string? Subject,
    string? UnitCode, string Outcome, string? Before, string? After, string? Why, string? ActorName, string? SubjectName, string Sha256)
{
    public static AuditLine Of(AuditRecord row) => new(
        row.Number, row.At.ToUnixTimeMilliseconds(), row.ActorKind, row.Actor, row.Via, row.Address, row.Action, row.SubjectKind, row.Subject, row.UnitCode,
        row.Outcome, row.Before, row.After, row.Why, row.ActorName, row.SubjectName, row.Sha256);
}
