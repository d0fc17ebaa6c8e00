using Ioc.Devices;
using Ioc.Devices.Units;
using Ioc.Host.Simulation.Province;
using NetTopologySuite.Geometries;

namespace Ioc.Host.Tests.Simulation;

public sealed class SimulatedProvinceTests
{
    private static readonly SimulatedProvince Province = SimulatedProvince.Create(seed: 1, deviceCount: 1_500);

    [Fact]
    public void The_same_seed_gives_the_same_province_and_another_seed_another()
    {
        var again = SimulatedProvince.Create(seed: 1, deviceCount: 1_500);
        Assert.Equal(Province.Units, again.Units);
        Assert.Equal(Province.BoundariesByUnitCode, again.BoundariesByUnitCode);
        Assert.Equal(Province.Devices.Select(device => (device.Id, device.Name, device.Position, device.Serial)), again.Devices.Select(device => (device.Id, device.Name, device.Position, device.Serial)));

        var other = SimulatedProvince.Create(seed: 2, deviceCount: 1_500);
        Assert.NotEqual(Province.BoundariesByUnitCode["99001"], other.BoundariesByUnitCode["99001"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(77)]
    public void Communes_tile_the_province_without_gaps_and_overlaps(int seed)
    {
        var polygons = SimulatedProvince.Create(seed, 0).BoundariesByUnitCode.Values.Select(Polygon).ToList();
        Assert.Equal(40, polygons.Count);
        Assert.All(polygons, polygon => Assert.True(polygon.IsValid));

        var union = polygons.Aggregate((Geometry)polygons[0], (sum, polygon) => sum.Union(polygon));
        var whole = Assert.IsType<Polygon>(union);
        Assert.Empty(whole.Holes);
        var sum = polygons.Sum(polygon => polygon.Area);
        // Overlaps make the sum larger than the whole, gaps would be holes; a millionth is rounding.
        Assert.InRange(sum / whole.Area, 1 - 1e-6, 1 + 1e-6);
        Assert.InRange(sum * 111.32 * 111.32 * Math.Cos(19.8 * Math.PI / 180), 3_000, 4_500);
    }

    [Fact]
    public void Counts_are_as_asked_and_codes_and_ids_are_unique()
    {
        Assert.Equal(1_500, Province.Devices.Count);
        Assert.Equal((1_050, 270, 180), (Count(DeviceKind.Loudspeaker), Count(DeviceKind.Hotspot), Count(DeviceKind.Site)));
        Assert.Equal(1_500, Province.Devices.Select(device => device.Id).Distinct().Count());
        Assert.All(Province.Devices, device => Assert.True(DeviceId.IsValid(device.Id)));
        Assert.Equal(Province.Units.Count, Province.Units.Select(unit => unit.Code).Distinct().Count());
        Assert.Equal(40, Province.Units.Where(unit => unit.Level == UnitLevels.Commune).Select(unit => unit.Name).Distinct().Count());
        Assert.InRange(Province.Units.Count(unit => unit.Level == UnitLevels.Hamlet), 200, 800);

        static int Count(DeviceKind kind) => Province.Devices.Count(device => device.Kind == kind);
    }

    [Fact]
    public void Every_device_and_hamlet_stands_inside_its_commune()
    {
        var shapes = Province.BoundariesByUnitCode.ToDictionary(pair => pair.Key, pair => Polygon(pair.Value));
        Assert.All(Province.Devices, device => Assert.True(shapes[device.UnitCode].Covers(Point(device.Position)), device.Id));
        var hamlets = Province.Units.Where(unit => unit.Level == UnitLevels.Hamlet);
        Assert.All(hamlets, hamlet => Assert.True(shapes[hamlet.ParentCode!].Covers(Point(hamlet.Position!.Value)), hamlet.Code));
        var codes = Province.Units.Select(unit => unit.Code).ToHashSet();
        Assert.All(Province.Devices, device => Assert.True(device.HamletCode is null || codes.Contains(device.HamletCode)));
    }

    [Fact]
    public void Most_hamlets_are_near_a_site_and_some_are_not()
    {
        var sites = Province.Devices.Where(device => device.Kind == DeviceKind.Site).ToList();
        var hamlets = Province.Units.Where(unit => unit.Level == UnitLevels.Hamlet).ToList();
        var near = hamlets.Count(hamlet => sites.Exists(site => Ground.DistanceMetres(site.Position, hamlet.Position!.Value) < 3_000));
        Assert.InRange((double)near / hamlets.Count, 0.75, 0.999);
    }

    [Fact]
    public void Some_mountain_hamlets_have_no_grid_power_and_people_add_up()
    {
        var hamlets = Province.Units.Where(unit => unit.Level == UnitLevels.Hamlet).ToList();
        Assert.InRange(hamlets.Count(hamlet => hamlet.HasGridPower == false), 1, hamlets.Count / 8);
        foreach (var commune in Province.Units.Where(unit => unit.Level == UnitLevels.Commune))
        {
            var people = hamlets.Where(hamlet => hamlet.ParentCode == commune.Code).Sum(hamlet => hamlet.Population!.Value);
            Assert.InRange((double)people / commune.Population!.Value, 0.98, 1.05);
        }
    }

    internal static Polygon Polygon(string geoJson)
    {
        using var document = System.Text.Json.JsonDocument.Parse(geoJson);
        var ring = document.RootElement.GetProperty("coordinates")[0].EnumerateArray()
            .Select(position => new Coordinate(position[0].GetDouble(), position[1].GetDouble())).ToArray();
        return new Polygon(new LinearRing(ring));
    }

    private static Point Point(GeoPoint position) => new(position.LongitudeDegrees, position.LatitudeDegrees);
}
