namespace Ioc.Dashboard.Api;

internal sealed record AuditFilter(
    string? Actor, string? Action, string? Subject, string? SubjectKind, string? Outcome, string? Address, string? Unit, string? From, string? To, string? Q,
    string? Format, string? PageSize, string? Cursor);
