namespace Ioc.Dashboard.Wire;

/// <param name="Url">Of the PMTiles file, on this origin; read by ranges.</param>
/// <param name="Kind"><c>vector</c> or <c>raster</c>.</param>
/// <param name="ZoomMin">Of its tiles.</param>
/// <param name="ZoomMax">Of its tiles.</param>
internal sealed record GroundMapWire(string Url, string Kind, int ZoomMin, int ZoomMax);
