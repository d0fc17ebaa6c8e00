using Ioc.Silo.Accounts;

namespace Ioc.Dashboard.Wire;

/// <summary>A token without its secret.</summary>
internal sealed record TokenWire(
    string Id, string Label, IReadOnlyList<string>? Permissions, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt, string? LastUsedFrom)
{
    public static TokenWire Of(AccountToken token) => new(
        token.Id, token.Label, token.Permissions?.Select(EnumWords<Permission>.Word).ToArray(), token.CreatedAt, token.ExpiresAt, token.LastUsedAt, token.LastUsedFrom);
}
