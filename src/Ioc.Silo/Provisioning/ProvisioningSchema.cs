using Ioc.Silo.Storage;

namespace Ioc.Silo.Provisioning;

/// <summary>Tables of blocked clients and claims in operations.db. Who made and used a claim is in the audit.</summary>
internal static class ProvisioningSchema
{
    public static MigrationSet Set { get; } = new("provisioning",
    [
        """
        CREATE TABLE blocked_clients (
          client_id TEXT NOT NULL PRIMARY KEY,
          why TEXT NULL,
          at_ms BIGINT NOT NULL);
        CREATE TABLE claims (
          id TEXT NOT NULL PRIMARY KEY,
          code_sha256 BLOB NOT NULL UNIQUE,
          device_id TEXT NOT NULL,
          kind INTEGER NOT NULL,
          unit_code TEXT NULL,
          credential_sha256 BLOB NOT NULL,
          created_at_ms BIGINT NOT NULL,
          expires_at_ms BIGINT NOT NULL,
          used_at_ms BIGINT NULL,
          revoked_at_ms BIGINT NULL);
        """,
    ]);
}
