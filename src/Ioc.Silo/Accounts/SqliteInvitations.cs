using System.Text.Json;
using Dapper;
using Ioc.Silo.Storage;
using Microsoft.Data.Sqlite;

namespace Ioc.Silo.Accounts;

/// <summary>Invitations on operations.db, read there each time: there are few and they are seldom asked for.</summary>
internal sealed class SqliteInvitations(OperationsDatabase database, AccountBook book, SqliteAccounts accounts, TimeProvider time) : IInvitations, IDisposable
{
    private const int IdLength = 16;

    private const string Select = "SELECT sha256, user_name, full_name, grants, invited_by, expires_at_ms, new_account FROM account_invitations WHERE expires_at_ms > @now";

    /// <summary>One acceptance at a time: a link works once, also when it is opened twice at the same moment.</summary>
    private readonly SemaphoreSlim _turn = new(1, 1);

    private long NowMs => time.GetUtcNow().ToUnixTimeMilliseconds();

    public IReadOnlyList<Invitation> All()
    {
        using var connection = database.CreateConnection();
        return [.. connection.Query<(byte[], string, string, string, string, long, long)>(Select + " ORDER BY user_name", new { now = NowMs }).Select(Read)];
    }

    public Invitation? Find(string secret)
    {
        using var connection = database.CreateConnection();
        return connection.Query<(byte[], string, string, string, string, long, long)>(Select + " AND sha256 = @hash", new { now = NowMs, hash = Hash(secret) })
            .Select(Read).FirstOrDefault();
    }

    public async Task<(string Secret, Invitation Invitation)> CreateAsync(
        string userName, string fullName, IReadOnlyList<Grant> grants, string invitedBy, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        if ((AccountRules.RefuseName(userName) ?? AccountRules.RefuseFullName(fullName) ?? AccountRules.RefuseGrants(grants)) is { } words)
            throw new ArgumentException(words, nameof(userName));
        if (All().Count >= AccountsLimits.InvitationsMax)
            throw new ArgumentException($"there are {AccountsLimits.InvitationsMax} open invitations: withdraw some first", nameof(userName));
        var secret = Secret.New();
        var made = new Invitation(
            Secret.Key(secret)[..IdLength], AccountRules.Normalise(userName), fullName.Trim(), [.. grants.Distinct()], invitedBy, time.GetUtcNow() + lifetime,
            IsForNewAccount: book.Find(userName) is null);
        await database.WriteAsync(
            (connection, transaction) =>
            {
                connection.Execute(
                    "DELETE FROM account_invitations WHERE user_name = @UserName OR expires_at_ms <= @now", new { made.UserName, now = NowMs }, transaction);
                return connection.Execute(
                    """
                    INSERT INTO account_invitations (sha256, user_name, full_name, grants, invited_by, created_at_ms, expires_at_ms, new_account)
                    VALUES (@hash, @UserName, @FullName, @grants, @InvitedBy, @now, @expires, @isNew)
                    """,
                    new
                    {
                        hash = Hash(secret), made.UserName, made.FullName, grants = JsonSerializer.Serialize(made.Grants), made.InvitedBy, now = NowMs,
                        expires = made.ExpiresAt.ToUnixTimeMilliseconds(), isNew = made.IsForNewAccount ? 1 : 0,
                    },
                    transaction);
            },
            cancellationToken);
        return (secret, made);
    }

    public async Task<Account?> AcceptAsync(string secret, string password, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (Find(secret) is not { } invitation || invitation.IsForNewAccount != book.Find(invitation.UserName) is null)
                return null;
            if (AccountRules.RefusePassword(invitation.UserName, password) is { } words)
                throw new ArgumentException(words, nameof(password));
            var stored = invitation.IsForNewAccount ? accounts.Compose(new NewAccount(invitation.UserName, password, invitation.Grants) { FullName = invitation.FullName }) : null;
            // Used up first: whoever withdraws it, or shuts who gave it, at this very moment is not overtaken.
            if (await database.WriteAsync((connection, transaction) => Delete(connection, transaction, secret), cancellationToken) == 0)
                return null;
            // Not cancellable from here: a link that is used up has made its account.
            if (stored is not null)
                return (await book.AddAsync(stored, null, CancellationToken.None))?.Account;
            return await accounts.SetPasswordAsync(invitation.UserName, password, mustChange: false, ownSession: null, CancellationToken.None) ? book.Find(invitation.UserName)?.Account : null;
        }
        finally
        {
            _turn.Release();
        }
    }

    public async Task<bool> WithdrawAsync(string id, CancellationToken cancellationToken) =>
        await database.WriteAsync(
            (connection, transaction) => connection.Execute(
                "DELETE FROM account_invitations WHERE substr(lower(hex(sha256)), 1, @length) = @id", new { id, length = IdLength }, transaction),
            cancellationToken) > 0;

    public void Dispose() => _turn.Dispose();

    private static int Delete(SqliteConnection connection, SqliteTransaction transaction, string secret) =>
        connection.Execute("DELETE FROM account_invitations WHERE sha256 = @hash", new { hash = Hash(secret) }, transaction);

    private static byte[] Hash(string secret) => Convert.FromHexString(Secret.Key(secret));

    private static Invitation Read((byte[] Hash, string UserName, string FullName, string Grants, string InvitedBy, long Expires, long IsNew) row) => new(
        Convert.ToHexStringLower(row.Hash)[..IdLength], row.UserName, row.FullName, JsonSerializer.Deserialize<Grant[]>(row.Grants)!, row.InvitedBy,
        DateTimeOffset.FromUnixTimeMilliseconds(row.Expires), row.IsNew != 0);
}
