using Ioc.Silo.Storage;

namespace Ioc.Silo.Registry;

/// <summary>
/// Tables of the registry in operations.db. AUTOINCREMENT: a handle is never given twice, also when the highest row were deleted by hand.
/// </summary>
internal static class RegistrySchema
{
    public static MigrationSet Set { get; } = new("registry",
    [
        """
        CREATE TABLE registry_version (
          id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
          version BIGINT NOT NULL);
        INSERT INTO registry_version (id, version) VALUES (1, 1);
        CREATE TABLE units (
          code TEXT NOT NULL PRIMARY KEY,
          name TEXT NOT NULL,
          full_name TEXT NOT NULL,
          level TEXT NOT NULL,
          parent_code TEXT NULL,
          latitude_degrees DOUBLE PRECISION NULL,
          longitude_degrees DOUBLE PRECISION NULL,
          population INTEGER NULL,
          has_grid_power INTEGER NULL,
          valid_from TEXT NULL,
          valid_to TEXT NULL);
        CREATE TABLE unit_boundaries (
          unit_code TEXT NOT NULL PRIMARY KEY REFERENCES units (code),
          geometry TEXT NOT NULL);
        CREATE TABLE devices (
          handle INTEGER PRIMARY KEY AUTOINCREMENT,
          id TEXT NOT NULL UNIQUE,
          removed INTEGER NOT NULL,
          kind INTEGER NOT NULL,
          name TEXT NOT NULL,
          unit_code TEXT NOT NULL REFERENCES units (code),
          hamlet_code TEXT NULL,
          latitude_degrees DOUBLE PRECISION NOT NULL,
          longitude_degrees DOUBLE PRECISION NOT NULL,
          vendor TEXT NULL,
          model TEXT NULL,
          serial TEXT NULL,
          period_seconds INTEGER NOT NULL,
          tags TEXT NOT NULL,
          equipment TEXT NOT NULL);
        CREATE TABLE device_credentials (
          device_handle INTEGER NOT NULL PRIMARY KEY REFERENCES devices (handle),
          sha256 BLOB NOT NULL);
        """,
        """
        CREATE TABLE device_keys (
          device_handle INTEGER NOT NULL PRIMARY KEY REFERENCES devices (handle),
          sha256 BLOB NULL,
          former_sha256 BLOB NULL,
          former_until_ms BIGINT NULL,
          changed_at_ms BIGINT NULL);
        INSERT INTO device_keys (device_handle, sha256) SELECT device_handle, sha256 FROM device_credentials;
        DROP TABLE device_credentials;
        CREATE TABLE device_certificates (
          identity TEXT NOT NULL PRIMARY KEY,
          device_handle INTEGER NOT NULL REFERENCES devices (handle));
        """,
    ]);
}
