using Ioc.Devices;
using Ioc.Devices.Units;

namespace Ioc.Host.Simulation.Province;

/// <summary>
/// A whole fictional province, the same for the same seed: units with boundaries that tile it, hamlets with people and power, devices
/// where they would stand. For <c>./run</c>, for tests and for measurements; nobody can take it for a real one.
/// </summary>
internal sealed record SimulatedProvince
{
    public const string Code = "99";
    private const int Communes = 40;
    private const int FirstCommuneCode = 99_001;

    /// <summary>The province, its communes and their hamlets, parents first.</summary>
    public required IReadOnlyList<Unit> Units { get; init; }

    /// <summary>GeoJSON geometry (Polygon) by commune code.</summary>
    public required IReadOnlyDictionary<string, string> BoundariesByUnitCode { get; init; }

    public required IReadOnlyList<Device> Devices { get; init; }

    /// <param name="seed">The same seed gives the same province, name for name.</param>
    /// <param name="deviceCount">0 to 1,000,000; 70 % loudspeakers, 18 % hotspots, 12 % sites.</param>
    public static SimulatedProvince Create(int seed = 1, int deviceCount = 1_500)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(deviceCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(deviceCount, 1_000_000);
        var random = new Random(seed);
        var plane = new ProvincePlane(random);
        var rings = CommuneTiling.Create(random, Communes, out var centres);
        var names = new PlaceNames(random);
        var communes = rings.Select((ring, index) => Commune(plane, ring, centres[index], index, names, random)).ToList();
        var placement = SimulatedPlacement.Into(communes, deviceCount, seed, idPrefix: "");
        return new SimulatedProvince
        {
            Units = [Province(plane), .. communes.Select(commune => commune.Unit), .. placement.Hamlets],
            BoundariesByUnitCode = communes.ToDictionary(commune => commune.Unit.Code, commune => commune.BoundaryGeoJson),
            Devices = placement.Devices,
        };
    }

    private static Unit Province(ProvincePlane plane) => new()
    {
        Code = Code,
        Name = "Sông Mơ",
        FullName = "Tỉnh Sông Mơ",
        Level = UnitLevels.Province,
        Position = plane.ToMap(CommuneTiling.Capital),
    };

    private static PlacementCommune Commune(
        ProvincePlane plane, PlanePoint[] ring, PlanePoint centre, int index, PlaceNames names, Random random)
    {
        var name = names.Commune();
        var fromCapital = Math.Sqrt(
            Math.Pow(centre.EastKilometres - CommuneTiling.Capital.EastKilometres, 2)
            + Math.Pow(centre.NorthKilometres - CommuneTiling.Capital.NorthKilometres, 2));
        var isWard = fromCapital < 10;
        // Wards hold 15,000 to 40,000 people, the far west 3,000 to 8,000: the 66:1 skew of a real province, roughly.
        var people = (isWard ? 15_000 : 3_000 + 12_000 * Math.Exp(-fromCapital / 25)) * (1 + 1.5 * random.NextDouble());
        var unit = new Unit
        {
            Code = (FirstCommuneCode + index).ToString(System.Globalization.CultureInfo.InvariantCulture),
            Name = name,
            FullName = (isWard ? "Phường " : "Xã ") + name,
            Level = UnitLevels.Commune,
            ParentCode = Code,
            Position = plane.ToMap(centre),
            Population = (int)(people / 10) * 10,
        };
        return new PlacementCommune(unit, PlaceShape.ToGeoJson(ring.Select(plane.ToMap)), []);
    }
}
