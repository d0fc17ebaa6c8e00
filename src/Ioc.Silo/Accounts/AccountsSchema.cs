using Ioc.Silo.Storage;

namespace Ioc.Silo.Accounts;

/// <summary>Tables of accounts in operations.db.</summary>
internal static class AccountsSchema
{
    public static MigrationSet Set { get; } = new("accounts",
    [
        """
        CREATE TABLE accounts (
          user_name TEXT NOT NULL PRIMARY KEY,
          password TEXT NOT NULL,
          role INTEGER NOT NULL,
          changed_at_ms BIGINT NOT NULL);
        CREATE TABLE account_tokens (
          sha256 BLOB NOT NULL PRIMARY KEY,
          user_name TEXT NOT NULL REFERENCES accounts (user_name),
          label TEXT NOT NULL,
          created_at_ms BIGINT NOT NULL,
          expires_at_ms BIGINT NULL);
        """,
        // A role is held at a place. What everybody had until now holds for the whole centre: no unit and no group.
        """
        CREATE TABLE account_grants (
          user_name TEXT NOT NULL REFERENCES accounts (user_name),
          role INTEGER NOT NULL,
          unit_code TEXT NOT NULL DEFAULT '',
          group_name TEXT NOT NULL DEFAULT '',
          PRIMARY KEY (user_name, role, unit_code, group_name));
        INSERT INTO account_grants (user_name, role) SELECT user_name, role FROM accounts;
        ALTER TABLE accounts DROP COLUMN role;
        ALTER TABLE accounts ADD COLUMN full_name TEXT NOT NULL DEFAULT '';
        ALTER TABLE accounts ADD COLUMN disabled INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE accounts ADD COLUMN must_change INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE accounts ADD COLUMN created_at_ms BIGINT NOT NULL DEFAULT 0;
        ALTER TABLE accounts ADD COLUMN last_sign_in_ms BIGINT NULL;
        ALTER TABLE accounts ADD COLUMN last_sign_in_from TEXT NULL;
        ALTER TABLE accounts ADD COLUMN totp BLOB NULL;
        ALTER TABLE accounts ADD COLUMN totp_step BIGINT NOT NULL DEFAULT 0;
        ALTER TABLE accounts ADD COLUMN factor_from_ms BIGINT NOT NULL DEFAULT 0;
        UPDATE accounts SET created_at_ms = changed_at_ms, factor_from_ms = CAST(strftime('%s', 'now') AS INTEGER) * 1000;
        ALTER TABLE account_tokens ADD COLUMN permissions TEXT NULL;
        ALTER TABLE account_tokens ADD COLUMN used_at_ms BIGINT NULL;
        ALTER TABLE account_tokens ADD COLUMN used_from TEXT NULL;
        CREATE TABLE account_sessions (
          sha256 BLOB NOT NULL PRIMARY KEY,
          user_name TEXT NOT NULL REFERENCES accounts (user_name),
          token_id TEXT NULL,
          opened_at_ms BIGINT NOT NULL,
          used_at_ms BIGINT NOT NULL,
          address TEXT NULL,
          agent TEXT NULL,
          second_factor INTEGER NOT NULL);
        CREATE TABLE account_browsers (
          sha256 BLOB NOT NULL,
          user_name TEXT NOT NULL REFERENCES accounts (user_name),
          seen_at_ms BIGINT NOT NULL,
          PRIMARY KEY (user_name, sha256));
        CREATE TABLE account_recovery_codes (
          user_name TEXT NOT NULL REFERENCES accounts (user_name),
          sha256 BLOB NOT NULL,
          PRIMARY KEY (user_name, sha256));
        CREATE TABLE account_passkeys (
          id TEXT NOT NULL PRIMARY KEY,
          user_name TEXT NOT NULL REFERENCES accounts (user_name),
          label TEXT NOT NULL,
          body BLOB NOT NULL,
          created_at_ms BIGINT NOT NULL,
          used_at_ms BIGINT NULL);
        CREATE TABLE account_invitations (
          sha256 BLOB NOT NULL PRIMARY KEY,
          user_name TEXT NOT NULL,
          full_name TEXT NOT NULL,
          grants TEXT NOT NULL,
          invited_by TEXT NOT NULL,
          created_at_ms BIGINT NOT NULL,
          expires_at_ms BIGINT NOT NULL);
        """,
        """
        ALTER TABLE account_sessions ADD COLUMN previous_at_ms BIGINT NULL;
        ALTER TABLE account_sessions ADD COLUMN previous_from TEXT NULL;
        """,
        // An invitation is for a new account or for a new password, never for what it turns out to be when it is opened.
        """
        ALTER TABLE account_invitations ADD COLUMN new_account INTEGER NOT NULL DEFAULT 1;
        UPDATE account_invitations SET new_account = 0 WHERE user_name IN (SELECT user_name FROM accounts);
        """,
        """
        ALTER TABLE accounts ADD COLUMN provider_subject TEXT NULL;
        CREATE UNIQUE INDEX accounts_provider_subject ON accounts (provider_subject) WHERE provider_subject IS NOT NULL;
        """,
    ]);
}
