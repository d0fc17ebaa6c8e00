using Dapper;
using Microsoft.Data.Sqlite;

namespace Ioc.Silo.Accounts;

/// <summary>Accounts in operations.db.</summary>
internal static class AccountRows
{
    /// <summary>Everything that refers to an account, and is erased with it.</summary>
    private static readonly string[] Belongings =
        ["account_grants", "account_tokens", "account_sessions", "account_browsers", "account_recovery_codes", "account_passkeys", "account_invitations"];

    public static IEnumerable<StoredAccount> Load(SqliteConnection connection, SecretBox box)
    {
        var grants = connection.Query<(string Name, long Role, string Unit, string Group)>("SELECT user_name, role, unit_code, group_name FROM account_grants")
            .ToLookup(row => row.Name, row => new Grant((AccountRole)row.Role, row.Unit.Length > 0 ? row.Unit : null, row.Group.Length > 0 ? row.Group : null));
        var codes = connection.Query<string>("SELECT user_name FROM account_recovery_codes").CountBy(name => name).ToDictionary();
        var passkeys = connection.Query<string>("SELECT user_name FROM account_passkeys").CountBy(name => name).ToDictionary();
        foreach (var row in connection.Query<Row>(
            """
            SELECT user_name AS UserName, password AS Password, full_name AS FullName, disabled AS Disabled, must_change AS MustChange, created_at_ms AS CreatedAtMs,
              last_sign_in_ms AS LastSignInMs, last_sign_in_from AS LastSignInFrom, totp AS Totp, totp_step AS TotpStep, factor_from_ms AS FactorFromMs,
              provider_subject AS ProviderSubject
            FROM accounts
            """))
        {
            var account = new Account(row.UserName, [.. grants[row.UserName]])
            {
                FullName = row.FullName,
                HasPassword = row.Password.Length > 0,
                IsDisabled = row.Disabled != 0,
                MustChangePassword = row.MustChange != 0,
                CreatedAt = At(row.CreatedAtMs),
                LastSignInAt = row.LastSignInMs is { } ms ? At(ms) : null,
                LastSignInFrom = row.LastSignInFrom,
                FactorFrom = At(row.FactorFromMs),
                ProviderSubject = row.ProviderSubject,
                HasTotp = row.Totp is not null,
                Passkeys = passkeys.GetValueOrDefault(row.UserName),
                RecoveryCodesLeft = codes.GetValueOrDefault(row.UserName),
            };
            yield return new StoredAccount(account, row.Password, row.Totp is null ? null : box.Open(row.UserName, row.Totp), row.TotpStep);
        }
    }

    public static int Save(SqliteConnection connection, SqliteTransaction transaction, StoredAccount stored, SecretBox box, long nowMs)
    {
        var account = stored.Account;
        var name = account.UserName;
        connection.Execute(
            """
            INSERT INTO accounts (user_name, password, changed_at_ms, full_name, disabled, must_change, created_at_ms, last_sign_in_ms, last_sign_in_from, totp, totp_step, factor_from_ms,
              provider_subject)
            VALUES (@name, @password, @now, @fullName, @disabled, @mustChange, @created, @last, @lastFrom, @totp, @step, @factorFrom, @providerSubject)
            ON CONFLICT (user_name) DO UPDATE SET
              password = excluded.password, changed_at_ms = excluded.changed_at_ms, full_name = excluded.full_name, disabled = excluded.disabled,
              must_change = excluded.must_change, last_sign_in_ms = excluded.last_sign_in_ms, last_sign_in_from = excluded.last_sign_in_from,
              totp = excluded.totp, totp_step = excluded.totp_step, factor_from_ms = excluded.factor_from_ms, provider_subject = excluded.provider_subject
            """,
            new
            {
                name,
                password = stored.Password,
                now = nowMs,
                fullName = account.FullName,
                disabled = account.IsDisabled ? 1 : 0,
                mustChange = account.MustChangePassword ? 1 : 0,
                created = account.CreatedAt.ToUnixTimeMilliseconds(),
                last = account.LastSignInAt?.ToUnixTimeMilliseconds(),
                lastFrom = account.LastSignInFrom,
                totp = stored.Totp is null ? null : box.Seal(name, stored.Totp),
                step = stored.TotpStep,
                factorFrom = account.FactorFrom.ToUnixTimeMilliseconds(),
                providerSubject = account.ProviderSubject,
            },
            transaction);
        connection.Execute("DELETE FROM account_grants WHERE user_name = @name", new { name }, transaction);
        return connection.Execute(
            "INSERT INTO account_grants (user_name, role, unit_code, group_name) VALUES (@name, @role, @unit, @group)",
            account.Grants.Distinct().Select(grant => new { name, role = (int)grant.Role, unit = grant.UnitCode ?? "", group = grant.Group ?? "" }), transaction);
    }

    /// <summary>What was sent to somebody under other circumstances (no account yet, another password, other roles) is worth nothing any more.</summary>
    public static int ForgetInvitationsFor(SqliteConnection connection, SqliteTransaction transaction, string name) =>
        connection.Execute("DELETE FROM account_invitations WHERE user_name = @name", new { name }, transaction);

    /// <summary>Nor is what somebody gave who has no say any more.</summary>
    public static int ForgetInvitationsBy(SqliteConnection connection, SqliteTransaction transaction, string name) =>
        connection.Execute("DELETE FROM account_invitations WHERE invited_by = @name", new { name }, transaction);

    public static int Remove(SqliteConnection connection, SqliteTransaction transaction, string name)
    {
        ForgetInvitationsBy(connection, transaction, name);
        foreach (var table in Belongings)
            connection.Execute($"DELETE FROM {table} WHERE user_name = @name", new { name }, transaction);
        return connection.Execute("DELETE FROM accounts WHERE user_name = @name", new { name }, transaction);
    }

    private static DateTimeOffset At(long unixMs) => DateTimeOffset.FromUnixTimeMilliseconds(unixMs);

    /// <summary>Filled by the columns' names.</summary>
    private sealed class Row
    {
        public string UserName { get; init; } = "";

        public string Password { get; init; } = "";

        public string FullName { get; init; } = "";

        public long Disabled { get; init; }

        public long MustChange { get; init; }

        public long CreatedAtMs { get; init; }

        public long? LastSignInMs { get; init; }

        public string? LastSignInFrom { get; init; }

        public byte[]? Totp { get; init; }

        public long TotpStep { get; init; }

        public long FactorFromMs { get; init; }

        public string? ProviderSubject { get; init; }
    }
}
