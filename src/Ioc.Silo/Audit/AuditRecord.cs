namespace Ioc.Silo.Audit;

/// <summary>
/// One row as people read it. Numbers go 1, 2, 3 … without a gap. Actor is an account's pseudonym or a device's id, null for the centre and for
/// strangers; a name is null where it was forgotten. Before and After are JSON; Sha256 is over this row and the one before it.
/// </summary>
public sealed record AuditRecord(
    long Number, DateTimeOffset At, string ActorKind, string? Actor, string? ActorName, string? Via, string? Address, string Action,
    string? SubjectKind, string? Subject, string? SubjectName, string? UnitCode, string Outcome, string? Before, string? After, string? Why,
    string Sha256);
