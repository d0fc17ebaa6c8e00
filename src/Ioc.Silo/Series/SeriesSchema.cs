using Ioc.Silo.Storage;

namespace Ioc.Silo.Series;

/// <summary>Tables of telemetry.db.</summary>
internal static class SeriesSchema
{
    public static MigrationSet Set { get; } = new("series",
    [
        """
        CREATE TABLE telemetry_watermark (
          id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
          position BIGINT NOT NULL);
        INSERT INTO telemetry_watermark (id, position) VALUES (1, 0);
        CREATE TABLE telemetry_blocks (
          device_group INTEGER NOT NULL,
          start_ms BIGINT NOT NULL,
          first_position BIGINT NOT NULL,
          data BLOB NOT NULL,
          PRIMARY KEY (device_group, start_ms, first_position)) WITHOUT ROWID;
        CREATE TABLE telemetry_compaction (
          device_group INTEGER NOT NULL PRIMARY KEY,
          done_ms BIGINT NOT NULL);
        """,
        // The hours in which anything was stored: what retention counts beside the clock.
        """
        CREATE TABLE telemetry_hours (
          start_ms BIGINT NOT NULL PRIMARY KEY) WITHOUT ROWID;
        INSERT INTO telemetry_hours (start_ms) SELECT DISTINCT start_ms - start_ms % 3600000 FROM telemetry_blocks;
        """,
        // The journal position up to which rows are on a time-series server; no row where there is none (TelemetryOutbox).
        """
        CREATE TABLE telemetry_forwarding (
          id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
          position BIGINT NOT NULL);
        """,
        // Roll-ups: rows by RollupLevel.Key; how far each group is rolled up and from where its raw points still are; hours to do again;
        // and up to when a time-series server has added up hours (InfluxRollups).
        """
        CREATE TABLE telemetry_rollups (
          row_key INTEGER NOT NULL PRIMARY KEY,
          data BLOB NOT NULL);
        CREATE TABLE telemetry_rollup_spans (
          level INTEGER NOT NULL,
          start_ms BIGINT NOT NULL,
          bytes BIGINT NOT NULL DEFAULT 0,
          points BIGINT NOT NULL DEFAULT 0,
          PRIMARY KEY (level, start_ms)) WITHOUT ROWID;
        CREATE TABLE telemetry_rolled (
          device_group INTEGER NOT NULL PRIMARY KEY,
          done_ms BIGINT NOT NULL,
          raw_from_ms BIGINT NOT NULL);
        CREATE TABLE telemetry_late (
          start_ms BIGINT NOT NULL,
          device_group INTEGER NOT NULL,
          PRIMARY KEY (start_ms, device_group)) WITHOUT ROWID;
        CREATE INDEX telemetry_late_group ON telemetry_late (device_group);
        ALTER TABLE telemetry_forwarding ADD COLUMN rolled_ms BIGINT;
        """,
        // Roll-ups are packed by bits from here on (RollupForm): what there was is rolled up anew from the raw points that are still there.
        """
        DELETE FROM telemetry_rollups;
        DELETE FROM telemetry_rollup_spans;
        UPDATE telemetry_rolled SET done_ms = raw_from_ms;
        """,
    ]);
}
