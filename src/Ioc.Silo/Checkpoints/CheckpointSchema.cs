using Ioc.Silo.Storage;

namespace Ioc.Silo.Checkpoints;

/// <summary>The engine's tables in operations.db: what is true at <c>engine_watermark.position</c>; the journal has the rest.</summary>
internal static class CheckpointSchema
{
    public static MigrationSet Set { get; } = new("engine",
    [
        """
        CREATE TABLE engine_watermark (
          id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
          position BIGINT NOT NULL);
        INSERT INTO engine_watermark (id, position) VALUES (1, 0);
        CREATE TABLE twins (
          handle INTEGER NOT NULL PRIMARY KEY,
          state BLOB NOT NULL);
        CREATE TABLE alerts (
          id TEXT NOT NULL PRIMARY KEY,
          condition TEXT NOT NULL,
          device_id TEXT NOT NULL,
          kind INTEGER NOT NULL,
          unit_code TEXT NOT NULL,
          state INTEGER NOT NULL,
          severity INTEGER NOT NULL,
          raised_ms BIGINT NOT NULL,
          body TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX alerts_by_time ON alerts (raised_ms, id);
        CREATE INDEX alerts_by_device ON alerts (device_id, raised_ms);
        CREATE INDEX alerts_open ON alerts (state) WHERE state <> 3;
        CREATE TABLE broadcasts (
          id TEXT NOT NULL PRIMARY KEY,
          created_ms BIGINT NOT NULL,
          version BIGINT NOT NULL,
          body TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX broadcasts_by_time ON broadcasts (created_ms, id);
        CREATE TABLE deliveries (
          broadcast_id TEXT NOT NULL,
          device_handle INTEGER NOT NULL,
          device_id TEXT NOT NULL,
          unit_code TEXT NOT NULL,
          state INTEGER NOT NULL,
          reason TEXT,
          played_seconds DOUBLE PRECISION,
          heard INTEGER,
          changed_ms BIGINT NOT NULL,
          PRIMARY KEY (broadcast_id, device_handle)) WITHOUT ROWID;
        CREATE INDEX deliveries_unfinished ON deliveries (broadcast_id) WHERE state IN (1, 2, 3, 5);
        """,
    ]);
}
