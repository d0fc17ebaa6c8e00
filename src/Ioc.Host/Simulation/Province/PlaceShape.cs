using System.Globalization;
using System.Text;
using System.Text.Json;
using Ioc.Devices;

namespace Ioc.Host.Simulation.Province;

/// <summary>
/// A commune's area on the map: rings of any GeoJSON Polygon or MultiPolygon. A point is inside when a ray from it crosses an odd number of
/// lines of all rings together; that is right for holes and for several parts alike, as long as parts do not overlap.
/// </summary>
internal sealed class PlaceShape
{
    private readonly GeoPoint[][] _rings;
    private readonly GeoPoint _southWest;
    private readonly GeoPoint _northEast;

    private PlaceShape(GeoPoint[][] rings)
    {
        _rings = rings;
        var all = rings.SelectMany(ring => ring).ToList();
        _southWest = new GeoPoint(all.Min(point => point.LatitudeDegrees), all.Min(point => point.LongitudeDegrees));
        _northEast = new GeoPoint(all.Max(point => point.LatitudeDegrees), all.Max(point => point.LongitudeDegrees));
        AreaSquareKilometres = Area(rings);
    }

    public GeoPoint SouthWest => _southWest;

    public GeoPoint NorthEast => _northEast;

    public double AreaSquareKilometres { get; }

    /// <summary>Null when the text is no Polygon or MultiPolygon with an area.</summary>
    public static PlaceShape? Parse(string geoJson)
    {
        try
        {
            using var document = JsonDocument.Parse(geoJson);
            var coordinates = document.RootElement.GetProperty("coordinates");
            var polygons = document.RootElement.GetProperty("type").GetString() switch
            {
                "Polygon" => [coordinates],
                "MultiPolygon" => coordinates.EnumerateArray().ToArray(),
                _ => [],
            };
            GeoPoint[][] rings = [.. polygons.SelectMany(polygon => polygon.EnumerateArray()).Select(Ring).Where(ring => ring.Length >= 3)];
            var shape = rings.Length == 0 ? null : new PlaceShape(rings);
            return shape?.AreaSquareKilometres > 0 ? shape : null;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>A Polygon with one ring, closed as GeoJSON asks.</summary>
    public static string ToGeoJson(IEnumerable<GeoPoint> ring)
    {
        var points = ring.ToList();
        points.Add(points[0]);
        var text = new StringBuilder("{\"type\":\"Polygon\",\"coordinates\":[[");
        text.AppendJoin(',', points.Select(point =>
            string.Create(CultureInfo.InvariantCulture, $"[{point.LongitudeDegrees},{point.LatitudeDegrees}]")));
        return text.Append("]]}").ToString();
    }

    public bool Contains(GeoPoint point)
    {
        if (point.LatitudeDegrees < _southWest.LatitudeDegrees || point.LatitudeDegrees > _northEast.LatitudeDegrees
            || point.LongitudeDegrees < _southWest.LongitudeDegrees || point.LongitudeDegrees > _northEast.LongitudeDegrees)
        {
            return false;
        }

        var inside = false;
        foreach (var ring in _rings)
        {
            for (int i = 0, before = ring.Length - 1; i < ring.Length; before = i++)
            {
                if (Crosses(ring[before], ring[i], point))
                    inside = !inside;
            }
        }

        return inside;
    }

    /// <summary>A point inside, rounded to a decimetre (6 decimals) before it is tested.</summary>
    public GeoPoint RandomInside(Random random)
    {
        // A shape that fills a thousandth of its box is found in a thousand draws on average; beyond 100,000 it has no inside worth naming.
        for (var attempt = 0; attempt < 100_000; attempt++)
        {
            var point = new GeoPoint(
                Draw(random, _southWest.LatitudeDegrees, _northEast.LatitudeDegrees),
                Draw(random, _southWest.LongitudeDegrees, _northEast.LongitudeDegrees));
            if (Contains(point))
                return point;
        }

        return _rings[0][0];
    }

    private static double Draw(Random random, double from, double to) => Math.Round(from + random.NextDouble() * (to - from), 6);

    private static GeoPoint[] Ring(JsonElement ring) =>
        [.. ring.EnumerateArray().Select(position => new GeoPoint(position[1].GetDouble(), position[0].GetDouble()))];

    private static bool Crosses(GeoPoint from, GeoPoint to, GeoPoint point) =>
        from.LatitudeDegrees > point.LatitudeDegrees != to.LatitudeDegrees > point.LatitudeDegrees
        && point.LongitudeDegrees < from.LongitudeDegrees + (to.LongitudeDegrees - from.LongitudeDegrees)
            * (point.LatitudeDegrees - from.LatitudeDegrees) / (to.LatitudeDegrees - from.LatitudeDegrees);

    private static double Area(GeoPoint[][] rings)
    {
        // Outer rings and holes turn opposite ways in valid GeoJSON; where a source got that wrong the area is only a weight.
        var squareDegrees = rings.Sum(ring =>
        {
            var twice = 0.0;
            for (int i = 0, before = ring.Length - 1; i < ring.Length; before = i++)
            {
                twice += ring[before].LongitudeDegrees * ring[i].LatitudeDegrees - ring[i].LongitudeDegrees * ring[before].LatitudeDegrees;
            }

            return twice / 2;
        });
        var kilometresPerDegree = 111.32;
        return Math.Abs(squareDegrees) * kilometresPerDegree * kilometresPerDegree * Math.Cos(rings[0][0].LatitudeDegrees * Math.PI / 180);
    }
}
