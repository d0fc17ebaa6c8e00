namespace Ioc.Devices;

/// <summary>A WGS 84 position.</summary>
/// <param name="LatitudeDegrees">−90 to 90, north positive.</param>
/// <param name="LongitudeDegrees">−180 to 180, east positive.</param>
public readonly record struct GeoPoint(double LatitudeDegrees, double LongitudeDegrees);
