using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Ioc.Silo.Storage;

namespace Ioc.Silo.Accounts;

/// <summary>Accounts on operations.db, held in memory: there are tens of them, and a token is checked with every request.</summary>
internal sealed class SqliteAccounts : IAccounts, IDisposable
{
    /// <summary>Says whose token it is when one leaks into a log or a repository: secret scanners look for prefixes.</summary>
    public const string TokenPrefix = "ioc_";

    /// <summary>"ioc_" and 43 characters; anything much longer is not hashed at all.</summary>
    private const int TokenLengthMax = 128;

    /// <summary>Password checks at once: each takes a core for a tenth of a second or more, and the twins need the other.</summary>
    private const int PasswordChecksMax = 1;

    private readonly OperationsDatabase _database;
    private readonly TimeProvider _time;
    private readonly int _rounds;
    private readonly string _nobodysPassword;
    private readonly SemaphoreSlim _checks = new(PasswordChecksMax, PasswordChecksMax);

    /// <summary>Two calls for one name end in memory as they end on disk.</summary>
    private readonly SemaphoreSlim _puts = new(1, 1);

    private readonly ConcurrentDictionary<string, StoredAccount> _accounts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, StoredToken> _tokens = new(StringComparer.Ordinal);

    public SqliteAccounts(OperationsDatabase database, StoreOptions options, TimeProvider time)
    {
        (_database, _time, _rounds) = (database, time, options.PasswordRounds);
        _nobodysPassword = PasswordHash.Make(Convert.ToHexString(RandomNumberGenerator.GetBytes(16)), _rounds);
        using var connection = database.CreateConnection();
        foreach (var (name, password, role) in connection.Query<(string, string, long)>("SELECT user_name, password, role FROM accounts"))
            _accounts[name] = new StoredAccount(new Account(name, (AccountRole)role), password);
        foreach (var (hash, name, expires) in connection.Query<(byte[], string, long?)>(
            "SELECT sha256, user_name, expires_at_ms FROM account_tokens"))
            _tokens[Convert.ToHexString(hash)] = new StoredToken(name, expires);
    }

    public async Task<Account?> SignInAsync(string userName, string password, CancellationToken cancellationToken)
    {
        var known = _accounts.TryGetValue(AccountRules.Normalise(userName), out var stored);
        if (password.Length > AccountRules.PasswordLengthMax)
            return null;
        await _checks.WaitAsync(cancellationToken);
        try
        {
            return PasswordHash.Matches(password, stored?.Password ?? _nobodysPassword) & known ? stored!.Account : null;
        }
        finally
        {
            _checks.Release();
        }
    }

    // The dictionary compares hashes, which a stranger can't steer byte by byte, so its early exit tells nothing.
    public Account? FindByToken(string token)
    {
        if (token.Length > TokenLengthMax || !token.StartsWith(TokenPrefix, StringComparison.Ordinal))
            return null;
        return _tokens.TryGetValue(Convert.ToHexString(Hash(token)), out var stored) &&
            !(stored.ExpiresAtMs <= _time.GetUtcNow().ToUnixTimeMilliseconds()) &&
            _accounts.TryGetValue(stored.UserName, out var account)
            ? account.Account
            : null;
    }

    public async Task<string> CreateTokenAsync(string userName, string label, CancellationToken cancellationToken)
    {
        var name = AccountRules.Normalise(userName);
        if (!_accounts.ContainsKey(name))
            throw new ArgumentException($"there is no user '{name}': add the user first", nameof(userName));
        if (label.Length > AccountRules.LabelLengthMax)
            throw new ArgumentException($"the label has {label.Length} characters: at most {AccountRules.LabelLengthMax}", nameof(label));
        var token = TokenPrefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var sha256 = Hash(token);
        await _database.WriteAsync(
            (connection, transaction) => connection.Execute(
                "INSERT INTO account_tokens (sha256, user_name, label, created_at_ms) VALUES (@sha256, @name, @label, @at)",
                new { sha256, name, label, at = _time.GetUtcNow().ToUnixTimeMilliseconds() }, transaction),
            cancellationToken);
        _tokens[Convert.ToHexString(sha256)] = new StoredToken(name, null);
        return token;
    }

    public async Task PutUserAsync(string userName, string password, AccountRole role, CancellationToken cancellationToken)
    {
        if ((AccountRules.RefuseName(userName) ?? AccountRules.RefusePassword(userName, password)) is { } words)
            throw new ArgumentException(words, nameof(userName));
        if (!Enum.IsDefined(role))
            throw new ArgumentException($"role {(int)role} is unknown", nameof(role));
        var name = AccountRules.Normalise(userName);
        var hash = PasswordHash.Make(password, _rounds);
        await _puts.WaitAsync(cancellationToken);
        try
        {
            await _database.WriteAsync(
                (connection, transaction) => connection.Execute(
                    """
                    INSERT INTO accounts (user_name, password, role, changed_at_ms) VALUES (@name, @hash, @role, @at)
                    ON CONFLICT (user_name) DO UPDATE SET
                      password = excluded.password, role = excluded.role, changed_at_ms = excluded.changed_at_ms
                    """,
                    new { name, hash, role = (int)role, at = _time.GetUtcNow().ToUnixTimeMilliseconds() }, transaction),
                cancellationToken);
            _accounts[name] = new StoredAccount(new Account(name, role), hash);
        }
        finally
        {
            _puts.Release();
        }
    }

    public Task<Account?> FindUserAsync(string userName, CancellationToken cancellationToken) =>
        Task.FromResult(_accounts.GetValueOrDefault(AccountRules.Normalise(userName))?.Account);

    public Task<bool> AnyAsync(CancellationToken cancellationToken) => Task.FromResult(!_accounts.IsEmpty);

    public void Dispose()
    {
        _checks.Dispose();
        _puts.Dispose();
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private sealed record StoredAccount(Account Account, string Password);

    private sealed record StoredToken(string UserName, long? ExpiresAtMs);
}
