using System.Collections.Concurrent;
using Dapper;
using Ioc.Silo.Storage;

namespace Ioc.Silo.Accounts;

/// <summary>Tokens on operations.db, held in memory: one is checked with every request of a system.</summary>
internal sealed class SqliteTokens : ITokens
{
    /// <summary>Says whose token it is when one leaks into a log or a repository: secret scanners look for prefixes.</summary>
    public const string Prefix = "ioc_";

    /// <summary>"ioc_" and 43 characters; anything much longer is not hashed at all.</summary>
    private const int TokenLengthMax = 128;

    private const int IdLength = 16;

    private readonly OperationsDatabase _database;
    private readonly AccountBook _book;
    private readonly Endings _endings;
    private readonly TimeProvider _time;

    /// <summary>By the token's hash; an id is the beginning of it.</summary>
    private readonly ConcurrentDictionary<string, AccountToken> _tokens = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, long> _writtenMs = new(StringComparer.Ordinal);

    public SqliteTokens(OperationsDatabase database, AccountBook book, Endings endings, TimeProvider time)
    {
        (_database, _book, _endings, _time) = (database, book, endings, time);
        using var connection = database.CreateConnection();
        foreach (var row in connection.Query<(byte[] Hash, string Name, string Label, long Created, long? Expires, string? Permissions, long? Used, string? From)>(
            "SELECT sha256, user_name, label, created_at_ms, expires_at_ms, permissions, used_at_ms, used_from FROM account_tokens"))
        {
            var key = Convert.ToHexStringLower(row.Hash);
            _tokens[key] = new AccountToken(key[..IdLength], row.Name, row.Label, Read(row.Permissions), At(row.Created)!.Value, At(row.Expires))
            {
                LastUsedAt = At(row.Used), LastUsedFrom = row.From,
            };
        }
    }

    public IReadOnlyList<AccountToken> All =>
        [.. _tokens.Values.OrderBy(token => token.UserName, StringComparer.Ordinal).ThenBy(token => token.CreatedAt).ThenBy(token => token.Id, StringComparer.Ordinal)];

    public AccountToken? Use(string token, string? address)
    {
        if (token.Length > TokenLengthMax || !token.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        var key = Secret.Key(token);
        if (!_tokens.TryGetValue(key, out var entry) || !IsGood(entry))
            return null;
        var used = entry with { LastUsedAt = _time.GetUtcNow(), LastUsedFrom = address };
        // A revocation at this very moment wins: the entry is only replaced while it is there.
        if (_tokens.TryUpdate(key, used, entry))
            WriteUse(key, used);
        return used;
    }

    public AccountToken? Find(string id)
    {
        // Asked with every call of a browser that signed in with a token: through the entries as they lie, without a copy.
        foreach (var (_, entry) in _tokens)
            if (entry.Id == id)
                return IsGood(entry) ? entry : null;
        return null;
    }

    public async Task<(string Token, AccountToken Entry)> CreateAsync(
        string userName, string label, IReadOnlyList<Permission>? permissions, DateTimeOffset? expiresAt, CancellationToken cancellationToken)
    {
        var name = AccountRules.Normalise(userName);
        if (_book.Find(name) is null)
            throw new ArgumentException($"there is no user '{name}': add the user first", nameof(userName));
        if (label.Length > AccountRules.LabelLengthMax)
            throw new ArgumentException($"the label has {label.Length} characters: at most {AccountRules.LabelLengthMax}", nameof(label));
        if (_tokens.Values.Count(one => one.UserName == name) >= AccountsLimits.TokensPerAccountMax)
            throw new ArgumentException($"{name} has {AccountsLimits.TokensPerAccountMax} tokens already: revoke some first", nameof(userName));
        var token = Prefix + Secret.New();
        var key = Secret.Key(token);
        var entry = new AccountToken(key[..IdLength], name, label, permissions?.Distinct().ToArray(), _time.GetUtcNow(), expiresAt);
        await _database.WriteAsync(
            (connection, transaction) => connection.Execute(
                "INSERT INTO account_tokens (sha256, user_name, label, created_at_ms, expires_at_ms, permissions) VALUES (@hash, @name, @label, @at, @expires, @permissions)",
                new
                {
                    hash = Convert.FromHexString(key),
                    name,
                    label,
                    at = entry.CreatedAt.ToUnixTimeMilliseconds(),
                    expires = expiresAt?.ToUnixTimeMilliseconds(),
                    permissions = permissions is null ? null : string.Join(',', permissions.Distinct()),
                },
                transaction),
            cancellationToken);
        _tokens[key] = entry;
        return (token, entry);
    }

    public async Task<bool> RevokeAsync(string id, CancellationToken cancellationToken)
    {
        if (_tokens.FirstOrDefault(pair => pair.Value.Id == id).Key is not { } key)
            return false;
        await _database.WriteAsync(
            (connection, transaction) => connection.Execute("DELETE FROM account_tokens WHERE sha256 = @hash", new { hash = Convert.FromHexString(key) }, transaction),
            cancellationToken);
        var revoked = _tokens.TryRemove(key, out _);
        _writtenMs.TryRemove(key, out _);
        _endings.End(Endings.Token(id));
        return revoked;
    }

    /// <summary>The account is erased, and its rows with it.</summary>
    internal void Forget(string userName)
    {
        foreach (var (key, entry) in _tokens.Where(pair => pair.Value.UserName == userName))
        {
            _tokens.TryRemove(key, out _);
            _writtenMs.TryRemove(key, out _);
            _endings.End(Endings.Token(entry.Id));
        }
    }

    private bool IsGood(AccountToken entry) =>
        !(entry.ExpiresAt <= _time.GetUtcNow()) && _book.Find(entry.UserName) is { Account.IsDisabled: false };

    private void WriteUse(string key, AccountToken used)
    {
        var now = used.LastUsedAt!.Value.ToUnixTimeMilliseconds();
        var written = _writtenMs.GetValueOrDefault(key);
        if (now - written < TimeSpan.FromMinutes(AccountsLimits.UseWrittenMinutes).TotalMilliseconds)
            return;
        _writtenMs[key] = now;
        _database.Write((connection, transaction) => connection.Execute(
            "UPDATE account_tokens SET used_at_ms = @now, used_from = @from WHERE sha256 = @hash",
            new { now, from = used.LastUsedFrom, hash = Convert.FromHexString(key) }, transaction));
    }

    private static DateTimeOffset? At(long? unixMs) => unixMs is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;

    /// <summary>A permission that this version does not know gives nothing.</summary>
    private static Permission[]? Read(string? words) =>
        words?.Split(',', StringSplitOptions.RemoveEmptyEntries).Where(word => Enum.TryParse<Permission>(word, out _)).Select(Enum.Parse<Permission>).ToArray();
}
