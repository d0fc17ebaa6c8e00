using Ioc.Devices;

namespace Ioc.Host.Simulation.Province;

/// <summary>
/// Where mobile sites stand: a triangular grid as wide as it must be to hold the wanted number, each site moved towards the nearest
/// hamlet, because operators build where people live. So most hamlets are near one or two sites, and some are near none.
/// </summary>
internal static class SiteGrid
{
    public static IEnumerable<(Place Place, GeoPoint Position)> Positions(IReadOnlyList<Place> places, int count, Random random)
    {
        if (count == 0)
            return [];
        var areaSquareMetres = places.Sum(place => place.Shape.AreaSquareKilometres) * 1e6;
        // A triangular grid has one point per √3/2·d²; shrink until the shapes, with their ragged edges, really hold enough.
        var spacingMetres = Math.Sqrt(areaSquareMetres / count / (Math.Sqrt(3) / 2));
        var found = Grid(places, spacingMetres);
        while (found.Count < count)
            found = Grid(places, spacingMetres *= 0.97);
        var order = found.ToArray();
        random.Shuffle(order);
        return order.Take(count).Select(at => (at.Place, TowardsHamlet(at.Place, at.Position, spacingMetres, random)));
    }

    private static List<(Place Place, GeoPoint Position)> Grid(IReadOnlyList<Place> places, double spacingMetres)
    {
        var south = places.Min(place => place.Shape.SouthWest.LatitudeDegrees);
        var west = places.Min(place => place.Shape.SouthWest.LongitudeDegrees);
        var north = places.Max(place => place.Shape.NorthEast.LatitudeDegrees);
        var east = places.Max(place => place.Shape.NorthEast.LongitudeDegrees);
        var stepNorth = Ground.Offset(new GeoPoint(south, west), spacingMetres * Math.Sqrt(3) / 2, 0).LatitudeDegrees - south;
        var stepEast = Ground.Offset(new GeoPoint(south, west), spacingMetres, Math.PI / 2).LongitudeDegrees - west;
        var points = new List<(Place, GeoPoint)>();
        for (var row = 0; south + row * stepNorth <= north; row++)
        {
            for (var column = 0; west + column * stepEast <= east; column++)
            {
                var point = new GeoPoint(
                    Math.Round(south + row * stepNorth, 6), Math.Round(west + (column + (row % 2 == 0 ? 0 : 0.5)) * stepEast, 6));
                if (places.FirstOrDefault(place => place.Shape.Contains(point)) is { } home)
                    points.Add((home, point));
            }
        }

        return points;
    }

    private static GeoPoint TowardsHamlet(Place place, GeoPoint from, double spacingMetres, Random random)
    {
        var target = place.Hamlets.MinBy(hamlet => Ground.DistanceMetres(from, hamlet.Position!.Value))!.Position!.Value;
        // Not all the way for most: the hill beside the village is cheaper than its square.
        var way = Ground.DistanceMetres(from, target) < spacingMetres * 0.6 ? 0.5 + 0.4 * random.NextDouble() : 0.2;
        var moved = new GeoPoint(
            Math.Round(from.LatitudeDegrees + (target.LatitudeDegrees - from.LatitudeDegrees) * way, 6),
            Math.Round(from.LongitudeDegrees + (target.LongitudeDegrees - from.LongitudeDegrees) * way, 6));
        return place.Shape.Contains(moved) ? moved : from;
    }
}
