namespace Ioc.Dashboard.Api;

internal sealed record AuditFilter
{
    public string? Actor { get; init; }

    public string? Action { get; init; }

    public string? Subject { get; init; }

    public string? SubjectKind { get; init; }

    public string? Outcome { get; init; }

    public string? Address { get; init; }

    public string? Unit { get; init; }

    public string? From { get; init; }

    public string? To { get; init; }

    public string? Q { get; init; }

    public string? Format { get; init; }

    public string? PageSize { get; init; }

    public string? Cursor { get; init; }
}
