using Ioc.Silo.Storage;

namespace Ioc.Silo.History;

/// <summary>What was, beside what is: health of devices over time, and a device's deliveries.</summary>
internal static class HistorySchema
{
    public static MigrationSet Set { get; } = new("history",
    [
        """
        CREATE TABLE health_changes (
          device_handle INTEGER NOT NULL,
          at_ms BIGINT NOT NULL,
          health INTEGER NOT NULL,
          conditions BIGINT NOT NULL,
          PRIMARY KEY (device_handle, at_ms)) WITHOUT ROWID;
        CREATE INDEX deliveries_by_device ON deliveries (device_id, changed_ms);
        """,
    ]);
}
