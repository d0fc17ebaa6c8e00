namespace Ioc.Silo.Audit;

/// <summary>Filters; null means any.</summary>
public sealed record AuditQuery
{
    /// <summary>Account name or device id.</summary>
    public string? Actor { get; init; }

    /// <summary>A whole word (<c>device.removed</c>) or its noun (<c>device</c>).</summary>
    public string? Action { get; init; }

    public string? SubjectKind { get; init; }

    /// <summary>Id, or an account's name.</summary>
    public string? Subject { get; init; }

    public string? Outcome { get; init; }

    public string? Address { get; init; }

    /// <summary>Only what happened in one of these units. Null: everywhere.</summary>
    public IReadOnlyCollection<string>? UnitCodes { get; init; }

    public DateTimeOffset? From { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Text anywhere in subject, before, after or why.</summary>
    public string? Text { get; init; }

    /// <summary>Only rows before this number: the last page's <see cref="AuditPage.Next"/>.</summary>
    public long? Before { get; init; }

    /// <summary>1 to 1,000.</summary>
    public int PageSize { get; init; } = 100;
}
