using System.Security.Cryptography;
using Dapper;
using Ioc.Silo.Storage;
using Microsoft.Data.Sqlite;

namespace Ioc.Silo.Accounts;

internal sealed class SqliteSecondFactors(AccountBook book, SqliteSessions sessions, OperationsDatabase database, TimeProvider time) : ISecondFactors
{
    /// <summary>16 of 32 letters are 80 bits: nobody guesses them from their hash either.</summary>
    private const int RecoveryBytes = 10;

    public async Task<IReadOnlyList<string>?> EnrolTotpAsync(string userName, byte[] secret, string code, string? exceptSession, CancellationToken cancellationToken)
    {
        if (Totp.Match(secret, code, time.GetUtcNow(), 0) is not { } step)
            return null;
        var name = AccountRules.Normalise(userName);
        var codes = NewCodes();
        var made = false;
        var changed = await book.ChangeAsync(
            name,
            old =>
            {
                made = old.Account.RecoveryCodesLeft == 0;
                var account = old.Account with { HasTotp = true, RecoveryCodesLeft = made ? codes.Length : old.Account.RecoveryCodesLeft };
                return new StoredAccount(account, old.Password, secret, step);
            },
            (connection, transaction) =>
            {
                if (made)
                    Replace(connection, transaction, name, codes);
                // What was signed in without the factor signs in again with it.
                SqliteSessions.Delete(connection, transaction, name, exceptSession);
            },
            cancellationToken);
        if (changed is null)
            return null;
        sessions.Forget(name, exceptSession);
        return made ? codes : [];
    }

    public async Task<bool> CheckTotpAsync(string userName, string code, CancellationToken cancellationToken) =>
        await book.ChangeAsync(
            userName,
            old => old.Totp is { } secret && Totp.Match(secret, code, time.GetUtcNow(), old.TotpStep) is { } step ? old with { TotpStep = step } : null,
            null, cancellationToken) is not null;

    public async Task<bool> UseRecoveryCodeAsync(string userName, string code, CancellationToken cancellationToken)
    {
        var name = AccountRules.Normalise(userName);
        var hash = Hash(code);
        var used = await database.WriteAsync(
            (connection, transaction) => connection.Execute(
                "DELETE FROM account_recovery_codes WHERE user_name = @name AND sha256 = @hash", new { name, hash }, transaction),
            cancellationToken);
        if (used == 0)
            return false;
        // Not cancellable: it is used up, so it is counted.
        await book.ChangeAsync(name, old => old with { Account = old.Account with { RecoveryCodesLeft = old.Account.RecoveryCodesLeft - 1 } }, null, CancellationToken.None);
        return true;
    }

    public async Task<IReadOnlyList<string>?> RenewRecoveryCodesAsync(string userName, CancellationToken cancellationToken)
    {
        var codes = NewCodes();
        var changed = await book.ChangeAsync(
            userName, old => old with { Account = old.Account with { RecoveryCodesLeft = codes.Length } },
            (connection, transaction) => Replace(connection, transaction, AccountRules.Normalise(userName), codes), cancellationToken);
        return changed is null ? null : codes;
    }

    public async Task<bool> ResetAsync(string userName, CancellationToken cancellationToken)
    {
        var name = AccountRules.Normalise(userName);
        var changed = await book.ChangeAsync(
            name,
            old => new StoredAccount(
                old.Account with { HasTotp = false, Passkeys = 0, RecoveryCodesLeft = 0, FactorFrom = time.GetUtcNow(), ProviderSubject = null }, old.Password, null, 0),
            (connection, transaction) =>
            {
                Replace(connection, transaction, name, []);
                connection.Execute("DELETE FROM account_passkeys WHERE user_name = @name", new { name }, transaction);
                SqliteSessions.Delete(connection, transaction, name, null);
            },
            cancellationToken);
        if (changed is not null)
            sessions.Forget(name, null);
        return changed is not null;
    }

    private static string[] NewCodes() => [.. Enumerable.Range(0, AccountsLimits.RecoveryCodes).Select(_ => NewCode())];

    /// <summary>In groups of four, for paper.</summary>
    private static string NewCode() => string.Join('-', Base32.Encode(RandomNumberGenerator.GetBytes(RecoveryBytes)).ToLowerInvariant().Chunk(4).Select(four => new string(four)));

    /// <summary>Typed from paper: case, spaces and dashes do not matter.</summary>
    private static byte[] Hash(string code) =>
        Convert.FromHexString(Secret.Key(new string([.. code.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit)])));

    private static void Replace(SqliteConnection connection, SqliteTransaction transaction, string name, IEnumerable<string> codes)
    {
        connection.Execute("DELETE FROM account_recovery_codes WHERE user_name = @name", new { name }, transaction);
        connection.Execute(
            "INSERT INTO account_recovery_codes (user_name, sha256) VALUES (@name, @hash)", codes.Select(code => new { name, hash = Hash(code) }), transaction);
    }
}
