using Ioc.Devices;
using Ioc.Devices.Units;

namespace Ioc.Host.Simulation.Province;

/// <summary>
/// Places simulated devices into communes with boundaries, real or fictional: loudspeakers around hamlets, hotspots where people meet,
/// sites on a loose grid over everything. Pure; the same input and seed give the same devices.
/// </summary>
internal static class SimulatedPlacement
{
    private const double LoudspeakerShare = 0.70;
    private const double HotspotShare = 0.18;

    /// <param name="communes">At least one, each with a boundary that has an area.</param>
    /// <param name="count">Devices in all.</param>
    /// <param name="seed">For positions, names and equipment.</param>
    /// <param name="idPrefix">Put before every id, so that simulated devices never meet registered ones.</param>
    /// <exception cref="ArgumentException">A boundary is no Polygon or MultiPolygon; names every such commune.</exception>
    public static Placement Into(IReadOnlyList<PlacementCommune> communes, int count, int seed, string idPrefix = "sim-")
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfZero(communes.Count);
        var shapes = communes.Select(commune => PlaceShape.Parse(commune.BoundaryGeoJson)).ToList();
        var bad = communes.Where((_, index) => shapes[index] is null).Select(commune => commune.Unit.Code).ToList();
        if (bad.Count > 0)
            throw new ArgumentException($"No usable boundary (GeoJSON Polygon or MultiPolygon) for: {string.Join(", ", bad)}.", nameof(communes));

        // Two sources: a second run finds the hamlets of the first registered, founds none, and must place the same devices again.
        var founding = new Random(seed);
        var random = new Random(unchecked(seed + 1));
        var founded = new List<Unit>();
        var places = communes.Select((commune, index) => Place(commune, shapes[index]!, founded, founding)).ToList();
        var loudspeakers = (int)Math.Round(count * LoudspeakerShare);
        var hotspots = (int)Math.Round(count * HotspotShare);
        var maker = new DeviceMaker(random, idPrefix);
        var devices = new List<Device>(count);
        devices.AddRange(Loudspeakers(places, loudspeakers, maker, random));
        devices.AddRange(Hotspots(places, hotspots, maker, random));
        devices.AddRange(SiteGrid.Positions(places, count - loudspeakers - hotspots, random).Select(at => maker.Site(at.Place, at.Position)));
        return new Placement(founded, devices);
    }

    private static Place Place(PlacementCommune commune, PlaceShape shape, List<Unit> founded, Random random)
    {
        var hamlets = commune.Hamlets;
        if (hamlets.Count == 0)
        {
            hamlets = HamletFounding.In(commune.Unit, shape, random);
            founded.AddRange(hamlets);
        }

        return new Place(commune.Unit, shape, [.. hamlets.OrderBy(hamlet => hamlet.Code, StringComparer.Ordinal).Select(hamlet => Located(hamlet, shape, random))]);
    }

    private static Unit Located(Unit hamlet, PlaceShape shape, Random random) =>
        hamlet.Position is { } position && shape.Contains(position) ? hamlet : hamlet with { Position = shape.RandomInside(random) };

    private static IEnumerable<Device> Loudspeakers(List<Place> places, int count, DeviceMaker maker, Random random)
    {
        // Every hamlet has a weight of its people plus a little for merely existing: a cluster serves a place, not only heads.
        var homes = places.SelectMany(place => place.Hamlets.Select(hamlet => (Place: place, Hamlet: hamlet))).ToList();
        var shares = Shares.Of(count, [.. homes.Select(home => (home.Hamlet.Population ?? 500) + 300.0)]);
        for (var i = 0; i < homes.Count; i++)
        {
            for (var number = 1; number <= shares[i]; number++)
                yield return maker.Loudspeaker(homes[i].Place, homes[i].Hamlet, number, Near(homes[i].Place, homes[i].Hamlet, random, 450));
        }
    }

    private static IEnumerable<Device> Hotspots(List<Place> places, int count, DeviceMaker maker, Random random)
    {
        var shares = Shares.Of(count, [.. places.Select(place => place.Hamlets.Sum(hamlet => (hamlet.Population ?? 500) + 100.0))]);
        for (var i = 0; i < places.Count; i++)
        {
            for (var number = 0; number < shares[i]; number++)
            {
                var hamlet = places[i].Hamlets[number % places[i].Hamlets.Count];
                yield return maker.Hotspot(places[i], hamlet, Near(places[i], hamlet, random, 250));
            }
        }
    }

    private static GeoPoint Near(Place place, Unit hamlet, Random random, double metresMax)
    {
        var middle = hamlet.Position!.Value;
        for (var attempt = 0; attempt < 20; attempt++)
        {
            var point = Ground.Offset(middle, 30 + random.NextDouble() * (metresMax - 30), random.NextDouble() * 2 * Math.PI);
            if (place.Shape.Contains(point))
                return point;
        }

        return middle;
    }
}
