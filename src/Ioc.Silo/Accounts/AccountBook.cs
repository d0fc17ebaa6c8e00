using System.Collections.Concurrent;
using Ioc.Silo.Storage;
using Microsoft.Data.Sqlite;

namespace Ioc.Silo.Accounts;

/// <summary>Every account in memory, because each request asks for one, and the one way to change them: on disk first, then here.</summary>
internal sealed class AccountBook : IDisposable
{
    private readonly OperationsDatabase _database;
    private readonly SecretBox _box;
    private readonly TimeProvider _time;

    /// <summary>Two changes of one account end in memory as they end on disk.</summary>
    private readonly SemaphoreSlim _turn = new(1, 1);

    private readonly ConcurrentDictionary<string, StoredAccount> _accounts = new(StringComparer.Ordinal);

    public AccountBook(OperationsDatabase database, SecretBox box, TimeProvider time)
    {
        (_database, _box, _time) = (database, box, time);
        using var connection = database.CreateConnection();
        foreach (var stored in AccountRows.Load(connection, box))
            _accounts[stored.Account.UserName] = stored;
    }

    public IEnumerable<Account> All => _accounts.Values.Select(stored => stored.Account);

    public int Count => _accounts.Count;

    public StoredAccount? Find(string name) => _accounts.GetValueOrDefault(AccountRules.Normalise(name));

    /// <summary>The account as it then is; null where there is none, or the change declined by answering null.</summary>
    /// <param name="userName">Whose.</param>
    /// <param name="change">Given the account as it is, answers it as it shall be.</param>
    /// <param name="also">Written in the same transaction.</param>
    /// <param name="cancellationToken">Only while waiting.</param>
    public Task<StoredAccount?> ChangeAsync(
        string userName, Func<StoredAccount, StoredAccount?> change, Action<SqliteConnection, SqliteTransaction>? also, CancellationToken cancellationToken) =>
        InTurnAsync(AccountRules.Normalise(userName), old => old is null ? null : change(old), also, cancellationToken);

    public Task<StoredAccount?> AddAsync(StoredAccount added, Action<SqliteConnection, SqliteTransaction>? also, CancellationToken cancellationToken) =>
        InTurnAsync(added.Account.UserName, old => old is null ? added : null, also, cancellationToken);

    /// <summary>False: there is none, or <paramref name="may"/> says no.</summary>
    public async Task<bool> RemoveAsync(string userName, Func<Account, bool> may, CancellationToken cancellationToken)
    {
        var name = AccountRules.Normalise(userName);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (!_accounts.TryGetValue(name, out var there) || !may(there.Account))
                return false;
            await _database.WriteAsync((connection, transaction) => AccountRows.Remove(connection, transaction, name), cancellationToken);
            return _accounts.TryRemove(name, out _);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<StoredAccount?> InTurnAsync(
        string name, Func<StoredAccount?, StoredAccount?> change, Action<SqliteConnection, SqliteTransaction>? also, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (change(_accounts.GetValueOrDefault(name)) is not { } changed)
                return null;
            await _database.WriteAsync(
                (connection, transaction) =>
                {
                    var rows = AccountRows.Save(connection, transaction, changed, _box, _time.GetUtcNow().ToUnixTimeMilliseconds());
                    also?.Invoke(connection, transaction);
                    return rows;
                },
                cancellationToken);
            return _accounts[name] = changed;
        }
        finally
        {
            _turn.Release();
        }
    }
}
