using Ioc.Devices;

namespace Ioc.Host.Simulation.Province;

/// <summary>Short distances on the ground; a flat map is right to a metre within a province.</summary>
internal static class Ground
{
    private const double MetresPerDegree = 111_320;

    public static double DistanceMetres(GeoPoint one, GeoPoint other)
    {
        var north = (one.LatitudeDegrees - other.LatitudeDegrees) * MetresPerDegree;
        var east = (one.LongitudeDegrees - other.LongitudeDegrees) * MetresPerDegree * Shrink(one);
        return Math.Sqrt(north * north + east * east);
    }

    /// <summary>The point so many metres away, rounded to a decimetre.</summary>
    public static GeoPoint Offset(GeoPoint from, double metres, double bearingRadians) => new(
        Math.Round(from.LatitudeDegrees + metres * Math.Cos(bearingRadians) / MetresPerDegree, 6),
        Math.Round(from.LongitudeDegrees + metres * Math.Sin(bearingRadians) / (MetresPerDegree * Shrink(from)), 6));

    private static double Shrink(GeoPoint at) => Math.Cos(at.LatitudeDegrees * Math.PI / 180);
}
