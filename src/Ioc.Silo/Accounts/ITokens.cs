namespace Ioc.Silo.Accounts;

/// <summary>Tokens with which systems call the people's edge. Only their hashes are kept.</summary>
public interface ITokens
{
    /// <summary>By account, then by age.</summary>
    IReadOnlyList<AccountToken> All { get; }

    /// <summary>The token's entry, its use noted; null: unknown, revoked or expired.</summary>
    AccountToken? Use(string token, string? address);

    /// <summary>The entry of this id while its token works; null: unknown, revoked or expired.</summary>
    AccountToken? Find(string id);

    /// <summary>Makes a token (256 random bits); answered once.</summary>
    /// <exception cref="ArgumentException">Unknown account, too long a label, or too many tokens; in words.</exception>
    Task<(string Token, AccountToken Entry)> CreateAsync(
        string userName, string label, IReadOnlyList<Permission>? permissions, DateTimeOffset? expiresAt, CancellationToken cancellationToken);

    /// <summary>Ends its connections too. False: unknown.</summary>
    Task<bool> RevokeAsync(string id, CancellationToken cancellationToken);
}
