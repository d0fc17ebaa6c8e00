namespace Ioc.Devices.Coverage;

/// <summary>Distances on the earth taken as a sphere: at most 0.5 % wrong.</summary>
public static class GreatCircle
{
    /// <summary>Mean radius (IUGG).</summary>
    public const double EarthRadiusMetres = 6_371_008.8;

    /// <summary>Haversine: stays exact for small distances, where the cosine formula does not.</summary>
    public static double DistanceMetres(GeoPoint from, GeoPoint to)
    {
        var fromRadians = double.DegreesToRadians(from.LatitudeDegrees);
        var toRadians = double.DegreesToRadians(to.LatitudeDegrees);
        var halfLatitude = Math.Sin((toRadians - fromRadians) / 2);
        var halfLongitude = Math.Sin(double.DegreesToRadians(to.LongitudeDegrees - from.LongitudeDegrees) / 2);
        var a = (halfLatitude * halfLatitude) + (Math.Cos(fromRadians) * Math.Cos(toRadians) * halfLongitude * halfLongitude);
        return 2 * EarthRadiusMetres * Math.Asin(Math.Min(1, Math.Sqrt(a)));
    }
}
