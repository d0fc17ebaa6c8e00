using Dapper;
using Ioc.Silo.Accounts;
using Ioc.Silo.Storage;

namespace Ioc.Silo.Tests.Accounts;

/// <summary>Everything of accounts on one database.</summary>
internal sealed class AccountsRig : IDisposable
{
    private readonly OperationsDatabase _database;

    public AccountsRig(string directory, int rounds, TimeProvider time)
    {
        var options = new StoreOptions { DataDirectory = directory, PasswordRounds = rounds };
        _database = new OperationsDatabase(directory);
        Book = new AccountBook(_database, SecretBox.In(directory), time);
        Sessions = new SqliteSessions(_database, Endings, options, time);
        Tokens = new SqliteTokens(_database, Book, Endings, time);
        Accounts = new SqliteAccounts(Book, Sessions, Tokens, Endings, options, time);
        Factors = new SqliteSecondFactors(Book, Sessions, _database, time);
        Passkeys = new SqlitePasskeys(_database, Book, Sessions);
        Invitations = new SqliteInvitations(_database, Book, Accounts, time);
        Browsers = new SqliteKnownBrowsers(_database, time);
    }

    public Endings Endings { get; } = new();

    public AccountBook Book { get; }

    public SqliteSessions Sessions { get; }

    public SqliteTokens Tokens { get; }

    public SqliteAccounts Accounts { get; }

    public SqliteSecondFactors Factors { get; }

    public SqlitePasskeys Passkeys { get; }

    public SqliteInvitations Invitations { get; }

    public SqliteKnownBrowsers Browsers { get; }

    public Task<bool> AddAsync(string name, string password, params Grant[] grants) => Accounts.AddAsync(new NewAccount(name, password, grants), default);

    /// <summary>As it lies on disk.</summary>
    public byte[] StoredTotp(string name)
    {
        using var connection = _database.CreateConnection();
        return connection.ExecuteScalar<byte[]>("SELECT totp FROM accounts WHERE user_name = @name", new { name })!;
    }

    public void Dispose()
    {
        Invitations.Dispose();
        Accounts.Dispose();
        Book.Dispose();
        _database.Dispose();
    }
}
