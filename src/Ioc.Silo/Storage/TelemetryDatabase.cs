namespace Ioc.Silo.Storage;

/// <summary>
/// telemetry.db: stored points and the watermark up to which they are complete. A file of its own: it is big, and may be lost alone.
/// </summary>
public sealed class TelemetryDatabase : SqliteDatabase
{
    public TelemetryDatabase(string dataDirectory)
        : this(dataDirectory, DatabaseSchemas.Telemetry)
    {
    }

    internal TelemetryDatabase(string dataDirectory, IReadOnlyList<MigrationSet> schema)
        : base(System.IO.Path.Combine(dataDirectory, "telemetry.db"), schema, StorageLimits.TelemetryCheckpointPages)
    {
    }
}
