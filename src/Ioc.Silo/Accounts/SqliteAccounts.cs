using Ioc.Silo.Storage;
using Microsoft.Data.Sqlite;

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

    public async Task<Account?> EnterFromProviderAsync(string subject, string? userName, CancellationToken cancellationToken)
    {
        static bool MayEnter(Account account) => account is { IsDisabled: false, HasPassword: true };
        if (Pinned() is { } known)
            return MayEnter(known) ? known : null;
        if (userName is null || AccountRules.RefuseName(userName) is not null)
            return null;
        var changed = await _book.ChangeAsync(
            userName,
            old => MayEnter(old.Account) && old.Account.ProviderSubject is null && Pinned() is null ? old with { Account = old.Account with { ProviderSubject = subject } } : null,
            null, cancellationToken);
        return changed?.Account;

        Account? Pinned() => _book.All.FirstOrDefault(account => account.ProviderSubject == subject);
    }

    public async Task<bool> AddAsync(NewAccount account, CancellationToken cancellationToken)
    {
        var stored = Compose(account);
        return await _book.AddAsync(
            stored, (connection, transaction) => AccountRows.ForgetInvitationsFor(connection, transaction, stored.Account.UserName), cancellationToken) is not null;
    }

    public async Task<bool> SetPasswordAsync(string userName, string password, bool mustChange, string? ownSession, CancellationToken cancellationToken)
    {
        if (AccountRules.RefusePassword(userName, password) is { } words)
            throw new ArgumentException(words, nameof(password));
        var name = AccountRules.Normalise(userName);
        var hash = PasswordHash.Make(password, _rounds);
        var changed = await _book.ChangeAsync(
            name,
            old => old with
            {
                Password = hash,
                Account = old.Account with { HasPassword = true, MustChangePassword = mustChange, ProviderSubject = ownSession is null ? null : old.Account.ProviderSubject },
            },
            (connection, transaction) =>
            {
                AccountRows.ForgetInvitationsFor(connection, transaction, name);
                SqliteSessions.Delete(connection, transaction, name, ownSession);
            },
            cancellationToken);
        if (changed is not null)
            _sessions.Forget(name, ownSession);
        return changed is not null;
    }

    public async Task<AccountChange> SetGrantsAsync(
        string userName, IReadOnlyList<Grant> grants, Func<Account, bool> needsFactor, CancellationToken cancellationToken)
    {
        if (AccountRules.RefuseGrants(grants) is { } words)
            throw new ArgumentException(words, nameof(grants));
        var name = AccountRules.Normalise(userName);
        var outcome = await ChangeAsync(
            name,
            old =>
            {
                var changed = old with { Grants = [.. grants.Distinct()] };
                return needsFactor(changed) && !needsFactor(old) ? changed with { FactorFrom = _time.GetUtcNow() } : changed;
            },
            (connection, transaction) => AccountRows.ForgetInvitationsFor(connection, transaction, name), cancellationToken);
        if (outcome == AccountChange.Done)
            _endings.End(Endings.User(name));
        return outcome;
    }

    public async Task<AccountChange> SetDisabledAsync(string userName, bool isDisabled, CancellationToken cancellationToken)
    {
        var name = AccountRules.Normalise(userName);
        var outcome = await ChangeAsync(
            name, old => old with { IsDisabled = isDisabled },
            (connection, transaction) =>
            {
                if (!isDisabled)
                    return;
                AccountRows.ForgetInvitationsFor(connection, transaction, name);
                AccountRows.ForgetInvitationsBy(connection, transaction, name);
                SqliteSessions.Delete(connection, transaction, name, null);
            },
            cancellationToken);
        if (outcome == AccountChange.Done && isDisabled)
        {
            _sessions.Forget(name, null);
            _endings.End(Endings.User(name));
        }

        return outcome;
    }

    public async Task<AccountChange> RemoveAsync(string userName, CancellationToken cancellationToken)
    {
        var name = AccountRules.Normalise(userName);
        var outcome = AccountChange.Unknown;
        bool May(Account there) => (outcome = IsLastChief(there) ? AccountChange.LastChief : AccountChange.Done) == AccountChange.Done;
        if (!await _book.RemoveAsync(name, May, cancellationToken))
            return outcome;
        _sessions.Forget(name, null);
        _tokens.Forget(name);
        _endings.End(Endings.User(name));
        return AccountChange.Done;
    }

    public Task NoteSignInAsync(string userName, string? address, CancellationToken cancellationToken) => _book.ChangeAsync(
        userName, old => old with { Account = old.Account with { LastSignInAt = _time.GetUtcNow(), LastSignInFrom = address } }, null, cancellationToken);

    public void Dispose() => _checks.Dispose();

    private async Task<AccountChange> ChangeAsync(
        string name, Func<Account, Account> change, Action<SqliteConnection, SqliteTransaction> also, CancellationToken cancellationToken)
    {
        var outcome = AccountChange.Unknown;
        await _book.ChangeAsync(
            name,
            old =>
            {
                var changed = change(old.Account);
                outcome = !IsChief(changed) && IsLastChief(old.Account) ? AccountChange.LastChief : AccountChange.Done;
                return outcome == AccountChange.Done ? old with { Account = changed } : null;
            },
            also, cancellationToken);
        return outcome;
    }

    private static bool IsChief(Account account) => !account.IsDisabled && account.Grants.Any(grant => grant is { Role: AccountRole.Administrator, IsEverywhere: true });

    /// <summary>Asked in the book's turn: two chiefs who shut each other at the same moment do not both succeed.</summary>
    private bool IsLastChief(Account account) =>
        IsChief(account) && !_book.All.Any(other => other.UserName != account.UserName && other.HasPassword && IsChief(other));

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
