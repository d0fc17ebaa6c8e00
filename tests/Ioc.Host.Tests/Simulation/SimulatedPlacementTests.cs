using Ioc.Devices;
using Ioc.Devices.Units;
using Ioc.Host.Simulation.Province;

namespace Ioc.Host.Tests.Simulation;

public sealed class SimulatedPlacementTests
{
    // Two islands, the first with a lake in its middle.
    private const string Islands = """
        {"type":"MultiPolygon","coordinates":[
          [[[105.0,19.0],[105.2,19.0],[105.2,19.2],[105.0,19.2],[105.0,19.0]],[[105.05,19.05],[105.05,19.15],[105.15,19.15],[105.15,19.05],[105.05,19.05]]],
          [[[105.4,19.0],[105.5,19.0],[105.5,19.1],[105.4,19.1],[105.4,19.0]]]]}
        """;

    private const string Square = """{"type":"Polygon","coordinates":[[[106.0,19.0],[106.1,19.0],[106.1,19.1],[106.0,19.1],[106.0,19.0]]]}""";

    [Fact]
    public void Devices_stand_on_land_in_holes_and_parts_too()
    {
        var placement = SimulatedPlacement.Into([Commune("00001", Islands), Commune("00002", Square)], 2_000, seed: 3);
        Assert.Equal(2_000, placement.Devices.Count);
        Assert.All(placement.Devices, device =>
        {
            Assert.StartsWith("sim-", device.Id, StringComparison.Ordinal);
            Assert.Contains("simulated", device.Tags);
            var (latitude, longitude) = device.Position;
            var onFirst = longitude is >= 105.0 and <= 105.2 && latitude is >= 19.0 and <= 19.2
                && !(longitude is > 105.05 and < 105.15 && latitude is > 19.05 and < 19.15);
            var onSecond = longitude is >= 105.4 and <= 105.5 && latitude is >= 19.0 and <= 19.1;
            var onSquare = longitude is >= 106.0 and <= 106.1 && latitude is >= 19.0 and <= 19.1;
            Assert.True(device.UnitCode == "00001" ? onFirst || onSecond : onSquare, $"{device.Id} at {device.Position}");
        });
        Assert.Contains(placement.Devices, device => device.Position.LongitudeDegrees is > 105.3 and < 105.6);
    }

    [Fact]
    public void Existing_hamlets_are_used_and_more_people_get_more_loudspeakers()
    {
        Unit[] hamlets = [Hamlet("00002-01", 19.02, 106.02, 9_000), Hamlet("00002-02", 19.08, 106.08, 1_000)];
        var placement = SimulatedPlacement.Into([new PlacementCommune(Commune("00002", Square).Unit, Square, hamlets)], 200, seed: 3);
        Assert.Empty(placement.Hamlets);
        var byHamlet = placement.Devices.Where(device => device.Kind == DeviceKind.Loudspeaker).GroupBy(device => device.HamletCode!).ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal(140, byHamlet.Values.Sum());
        Assert.True(byHamlet["00002-01"] > 5 * byHamlet["00002-02"]);
    }

    [Fact]
    public void A_second_run_that_finds_the_first_runs_hamlets_places_the_same_devices()
    {
        var commune = Commune("00002", Square);
        var first = SimulatedPlacement.Into([commune], 300, seed: 5);
        var second = SimulatedPlacement.Into([commune with { Hamlets = [.. first.Hamlets.Reverse()] }], 300, seed: 5);
        Assert.Empty(second.Hamlets);
        Assert.Equal(first.Devices.Select(device => (device.Id, device.Name, device.Position)), second.Devices.Select(device => (device.Id, device.Name, device.Position)));
    }

    [Fact]
    public void Every_unusable_boundary_is_named()
    {
        var error = Assert.Throws<ArgumentException>(() => SimulatedPlacement.Into(
            [Commune("00001", """{"type":"Point","coordinates":[1,2]}"""), Commune("00002", Square), Commune("00003", "not json")], 10, seed: 1));
        Assert.Contains("00001, 00003", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, new double[] { 1, 1, 1 }, new[] { 4, 3, 3 })]
    [InlineData(0, new double[] { 1, 2 }, new[] { 0, 0 })]
    [InlineData(7, new[] { 0.0, 5 }, new[] { 0, 7 })]
    public void Shares_lose_nothing(int count, double[] weights, int[] expected) => Assert.Equal(expected, Shares.Of(count, weights));

    private static PlacementCommune Commune(string code, string geoJson) =>
        new(new Unit { Code = code, Name = "Mơ " + code, FullName = "Xã Mơ " + code, Level = UnitLevels.Commune, Population = 12_000 }, geoJson, []);

    private static Unit Hamlet(string code, double latitude, double longitude, int people) => new()
    {
        Code = code,
        Name = code,
        FullName = code,
        Level = UnitLevels.Hamlet,
        ParentCode = "00002",
        Position = new GeoPoint(latitude, longitude),
        Population = people,
    };
}
