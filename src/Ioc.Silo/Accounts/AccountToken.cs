namespace Ioc.Silo.Accounts;

/// <summary>A token as it may be shown.</summary>
/// <param name="Id">Names it in lists and for revoking; says nothing about the token.</param>
/// <param name="UserName">The account it acts as.</param>
/// <param name="Label">What it is for, for people.</param>
/// <param name="Permissions">What it may do at most, within what its account may; null: all that.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">Null: when revoked.</param>
public sealed record AccountToken(
    string Id, string UserName, string Label, IReadOnlyList<Permission>? Permissions, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt)
{
    public DateTimeOffset? LastUsedAt { get; init; }

    public string? LastUsedFrom { get; init; }
}
