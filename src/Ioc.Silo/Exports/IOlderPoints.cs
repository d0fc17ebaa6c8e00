namespace Ioc.Silo.Exports;

/// <summary>Raw points that telemetry.db does not hold any more.</summary>
internal interface IOlderPoints
{
    /// <summary>Adds one device's, of a stretch of time that is short enough for one answer.</summary>
    /// <exception cref="SiloUnavailableException">Who holds them does not answer.</exception>
    Task AddAsync(ExportedDevice device, long fromMs, long toMs, PointText text, CancellationToken cancellationToken);
}
