using System.Text.Json;
using Dapper;
using Ioc.Silo.Storage;

namespace Ioc.Silo.Accounts;

/// <summary>Passkeys on operations.db, read there each time: they are asked for at sign-in only.</summary>
internal sealed class SqlitePasskeys(OperationsDatabase database, AccountBook book, SqliteSessions sessions) : IPasskeys
{
    public IReadOnlyList<Passkey> Of(string userName) => Read("user_name = @key", AccountRules.Normalise(userName));

    public Passkey? Find(string id) => Read("id = @key", id).FirstOrDefault();

    public async Task<bool> AddAsync(Passkey passkey, string? exceptSession, CancellationToken cancellationToken)
    {
        if (Find(passkey.Id) is not null || Of(passkey.UserName).Count >= AccountsLimits.PasskeysPerAccountMax)
            return false;
        var added = await book.ChangeAsync(
            passkey.UserName, old => old with { Account = old.Account with { Passkeys = old.Account.Passkeys + 1 } },
            (connection, transaction) =>
            {
                connection.Execute(
                    "INSERT INTO account_passkeys (id, user_name, label, body, created_at_ms) VALUES (@Id, @UserName, @Label, @body, @at)",
                    new { passkey.Id, passkey.UserName, passkey.Label, body = JsonSerializer.SerializeToUtf8Bytes(passkey), at = passkey.CreatedAt.ToUnixTimeMilliseconds() },
                    transaction);
                // What was signed in without a second factor signs in again with one.
                SqliteSessions.Delete(connection, transaction, passkey.UserName, exceptSession);
            },
            cancellationToken);
        if (added is null)
            return false;
        sessions.Forget(passkey.UserName, exceptSession);
        return true;
    }

    public Task NoteUseAsync(Passkey passkey, CancellationToken cancellationToken) => database.WriteAsync(
        (connection, transaction) => connection.Execute(
            "UPDATE account_passkeys SET body = @body, used_at_ms = @at WHERE id = @Id",
            new { passkey.Id, body = JsonSerializer.SerializeToUtf8Bytes(passkey), at = passkey.UsedAt?.ToUnixTimeMilliseconds() }, transaction),
        cancellationToken);

    public async Task<bool> RemoveAsync(string userName, string id, CancellationToken cancellationToken)
    {
        var name = AccountRules.Normalise(userName);
        return Of(name).Any(one => one.Id == id) && await book.ChangeAsync(
            name, old => old with { Account = old.Account with { Passkeys = Math.Max(0, old.Account.Passkeys - 1) } },
            (connection, transaction) => connection.Execute("DELETE FROM account_passkeys WHERE id = @id AND user_name = @name", new { id, name }, transaction),
            cancellationToken) is not null;
    }

    private List<Passkey> Read(string where, string key)
    {
        using var connection = database.CreateConnection();
        return [.. connection.Query<byte[]>($"SELECT body FROM account_passkeys WHERE {where} ORDER BY created_at_ms", new { key }).Select(body => JsonSerializer.Deserialize<Passkey>(body)!)];
    }
}
