using Ioc.Silo.Storage;

namespace Ioc.Silo.Accounts;

/// <summary>Accounts on operations.db; secrets in memory only as their hashes.</summary>
internal sealed class SqliteAccounts : IAccounts, IDisposable
{
    /// <summary>Password checks at once: each takes a core for a tenth of a second or more, and the twins need the other.</summary>
    private const int PasswordChecksMax = 1;

    private readonly AccountBook _book;
    private readonly SqliteSessions _sessions;
    private readonly SqliteTokens _tokens;
    private readonly Endings _endings;
    private readonly TimeProvider _time;
    private readonly int _rounds;
    private readonly string _nobodysPassword;
    private readonly SemaphoreSlim _checks = new(PasswordChecksMax, PasswordChecksMax);

    public SqliteAccounts(AccountBook book, SqliteSessions sessions, SqliteTokens tokens, Endings endings, StoreOptions options, TimeProvider time)
    {
        (_book, _sessions, _tokens, _endings, _time, _rounds) = (book, sessions, tokens, endings, time, options.PasswordRounds);
        _nobodysPassword = PasswordHash.Make(Secret.New(), _rounds);
    }

    public bool Any => _book.Count > 0;

    public IReadOnlyList<Account> All => [.. _book.All.OrderBy(account => account.UserName, StringComparer.Ordinal)];

    public Account? Find(string userName) => _book.Find(userName)?.Account;

    public async Task<Account?> CheckPasswordAsync(string userName, string password, CancellationToken cancellationToken)
    {
        var stored = _book.Find(userName);
        if (password.Length > AccountRules.PasswordLengthMax)
            return null;
        var mayEnter = stored is { Account: { IsDisabled: false, HasPassword: true } };
        await _checks.WaitAsync(cancellationToken);
        try
        {
            var hash = mayEnter ? stored!.Password : _nobodysPassword;
            if (!(PasswordHash.Matches(password, hash) & mayEnter))
                return null;
            if (PasswordHash.RoundsOf(hash) >= _rounds)
                return stored!.Account;
            var stronger = PasswordHash.Make(password, _rounds);
            var changed = await _book.ChangeAsync(userName, now => now.Password == hash ? now with { Password = stronger } : null, null, cancellationToken);
            return changed?.Account ?? stored!.Account;
        }
        finally
        {
            _checks.Release();
        }
    }

    public async Task<bool> AddAsync(NewAccount account, CancellationToken cancellationToken)
    {
        var stored = Compose(account);
        return await _book.AddAsync(stored, null, cancellationToken) is not null;
    }

    public async Task<bool> SetPasswordAsync(string userName, string password, bool mustChange, string? exceptSession, CancellationToken cancellationToken)
    {
        if (AccountRules.RefusePassword(userName, password) is { } words)
            throw new ArgumentException(words, nameof(password));
        var hash = PasswordHash.Make(password, _rounds);
        var changed = await _book.ChangeAsync(
            userName, old => old with { Password = hash, Account = old.Account with { HasPassword = true, MustChangePassword = mustChange } }, null, cancellationToken);
        if (changed is not null)
            await _sessions.CloseAllAsync(changed.Account.UserName, exceptSession, cancellationToken);
        return changed is not null;
    }

    public async Task<bool> SetGrantsAsync(string userName, IReadOnlyList<Grant> grants, CancellationToken cancellationToken)
    {
        if (AccountRules.RefuseGrants(grants) is { } words)
            throw new ArgumentException(words, nameof(grants));
        // Whoever gets more than before gets the time to enrol from now; whoever has a factor is not concerned.
        var changed = await _book.ChangeAsync(
            userName, old => old with { Account = old.Account with { Grants = [.. grants.Distinct()], FactorFrom = _time.GetUtcNow() } }, null, cancellationToken);
        if (changed is not null)
            _endings.End(Endings.User(changed.Account.UserName));
        return changed is not null;
    }

    public async Task<bool> SetDisabledAsync(string userName, bool isDisabled, CancellationToken cancellationToken)
    {
        var changed = await _book.ChangeAsync(userName, old => old with { Account = old.Account with { IsDisabled = isDisabled } }, null, cancellationToken);
        if (changed is { Account.IsDisabled: true })
        {
            await _sessions.CloseAllAsync(changed.Account.UserName, null, cancellationToken);
            _endings.End(Endings.User(changed.Account.UserName));
        }

        return changed is not null;
    }

    public async Task<bool> RemoveAsync(string userName, CancellationToken cancellationToken)
    {
        var name = AccountRules.Normalise(userName);
        if (!await _book.RemoveAsync(name, cancellationToken))
            return false;
        _sessions.Forget(name);
        _tokens.Forget(name);
        _endings.End(Endings.User(name));
        return true;
    }

    public Task NoteSignInAsync(string userName, string? address, CancellationToken cancellationToken) => _book.ChangeAsync(
        userName, old => old with { Account = old.Account with { LastSignInAt = _time.GetUtcNow(), LastSignInFrom = address } }, null, cancellationToken);

    public void Dispose() => _checks.Dispose();

    /// <exception cref="ArgumentException">What is wrong, in words.</exception>
    internal StoredAccount Compose(NewAccount account)
    {
        var wrong = AccountRules.RefuseName(account.UserName) ?? AccountRules.RefuseFullName(account.FullName) ?? AccountRules.RefuseGrants(account.Grants)
            ?? (account.Password is null ? null : AccountRules.RefusePassword(account.UserName, account.Password))
            ?? (_book.Count >= AccountsLimits.AccountsMax ? $"there are {AccountsLimits.AccountsMax} accounts already: remove some first" : null);
        if (wrong is not null)
            throw new ArgumentException(wrong, nameof(account));
        var now = _time.GetUtcNow();
        var made = new Account(AccountRules.Normalise(account.UserName), [.. account.Grants.Distinct()])
        {
            FullName = account.FullName.Trim(),
            HasPassword = account.Password is not null,
            MustChangePassword = account.MustChangePassword,
            CreatedAt = now,
            FactorFrom = now,
        };
        return new StoredAccount(made, account.Password is null ? "" : PasswordHash.Make(account.Password, _rounds), null, 0);
    }
}
