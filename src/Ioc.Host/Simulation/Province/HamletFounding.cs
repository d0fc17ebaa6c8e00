using System.Globalization;
using Ioc.Devices;
using Ioc.Devices.Units;

namespace Ioc.Host.Simulation.Province;

/// <summary>Makes up a commune's hamlets: apart from each other, with people that sum up to the commune's, and mostly with power.</summary>
internal static class HamletFounding
{
    private const int PeoplePerHamlet = 900;

    /// <summary>Communes emptier than this (people per square kilometre) are mountains: there, one hamlet in eight has no grid power.</summary>
    private const double MountainDensity = 70;

    public static List<Unit> In(Unit commune, PlaceShape shape, Random random)
    {
        var people = commune.Population ?? (int)(shape.AreaSquareKilometres * (120 + 200 * random.NextDouble()));
        var count = Math.Clamp(people / PeoplePerHamlet, 4, 24);
        var shares = Enumerable.Range(0, count).Select(_ => 0.5 + random.NextDouble()).ToList();
        var isMountain = people / shape.AreaSquareKilometres < MountainDensity;
        // As in law: a commune has thôn (bản in the mountains), a ward tổ dân phố.
        var isWard = commune.FullName.StartsWith("Phường ", StringComparison.Ordinal);
        var hamlets = new List<Unit>(count);
        foreach (var (position, index) in Scatter(shape, count, random).Select((position, index) => (position, index)))
        {
            var name = PlaceNames.Hamlet(commune.Name, index);
            hamlets.Add(new Unit
            {
                Code = string.Create(CultureInfo.InvariantCulture, $"{commune.Code}-{index + 1:00}"),
                Name = name,
                FullName = (isWard ? "Tổ dân phố " : isMountain ? "Bản " : "Thôn ") + name,
                Level = UnitLevels.Hamlet,
                ParentCode = commune.Code,
                Position = position,
                Population = Math.Max(40, (int)(people * shares[index] / shares.Sum())),
                HasGridPower = !isMountain || random.NextDouble() >= 0.125,
            });
        }

        return hamlets;
    }

    private static List<GeoPoint> Scatter(PlaceShape shape, int count, Random random)
    {
        var chosen = new List<GeoPoint>(count);
        for (var i = 0; i < count; i++)
        {
            // The best of eight candidates is the one farthest from all others: even, but not a grid.
            chosen.Add(Enumerable.Range(0, 8).Select(_ => shape.RandomInside(random))
                .MaxBy(candidate => chosen.Count == 0 ? 0 : chosen.Min(other => Ground.DistanceMetres(candidate, other))));
        }

        return chosen;
    }
}
