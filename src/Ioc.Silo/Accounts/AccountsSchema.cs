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
    ]);
}
