using Ioc.Silo.Series;

namespace Ioc.Silo.Exports;

/// <summary>Stored telemetry as text, written while it is read.</summary>
public interface ITelemetryExport
{
    /// <summary>The answer of a query, a device at a time.</summary>
    /// <param name="query">Not refused.</param>
    /// <param name="form">Which text.</param>
    /// <param name="target">Slow ones hold nothing up but themselves.</param>
    /// <param name="cancellationToken">Stops between pieces.</param>
    Task WriteBucketsAsync(SeriesQuery query, ExportForm form, Stream target, CancellationToken cancellationToken);

    /// <summary>Every point that telemetry.db, or for the time before it an InfluxDB, holds of the query's devices, or of all devices of its units and kinds.</summary>
    /// <param name="query">Its step does not matter.</param>
    /// <param name="form">Which text.</param>
    /// <param name="target">Slow ones hold nothing up but themselves.</param>
    /// <param name="cancellationToken">Stops between pieces.</param>
    Task WritePointsAsync(SeriesQuery query, ExportForm form, Stream target, CancellationToken cancellationToken);
}
