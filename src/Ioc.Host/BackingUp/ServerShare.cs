using Ioc.Host.Calling;
using Ioc.Host.Diagnosing;
using Ioc.Silo.Influx;

namespace Ioc.Host.BackingUp;

/// <summary>
/// What a time-series server has and a copy of the data directory can't: whoever keeps or restores one must hear of it. Asked of telemetry.db,
/// because the server's address may have been given on a command line only.
/// </summary>
internal static class ServerShare
{
    public const string OfBackup =
        "Telemetry also goes to a time-series server, which is NOT in this backup: raw points older than telemetry.db keeps, and the hours that it adds up, are there alone. Back it up by its own means (InfluxDB: influxd backup).";

    public const string OfRestored =
        "It sends telemetry to a time-series server: start it with the same --telemetry. What it sends there again are the same points. What came after this backup was taken is on that server alone, and charts here show a gap for it.";

    /// <summary>False too where telemetry.db is missing or can't be read: others say so.</summary>
    public static bool Exists(DataDirectory directory) => StoreChecks.Ask(directory, "telemetry.db", InfluxInspection.IsFed);
}
