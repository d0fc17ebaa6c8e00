using System.Text;
using System.Text.Json;
using Ioc.Devices;
using Ioc.Devices.Units;

namespace Ioc.Silo.Tests.Registry;

public sealed class UnitsTests
{
    private const string Square = """{"type":"Polygon","coordinates":[[[105,19],[106,19],[106,20],[105,19]]]}""";

    [Fact]
    public async Task Units_come_back_as_they_were_and_again_is_unchanged()
    {
        using var fixture = new RegistryFixture();
        var change = await fixture.Registry.PutUnitsAsync([Some.Hamlet, Some.Commune, Some.Province], default);
        Assert.Equal((3, 0, 0), (change.Added, change.Changed, change.Unchanged));
        fixture.Reopen();
        foreach (var unit in (Unit[])[Some.Hamlet, Some.Commune, Some.Province])
            Assert.Equal(unit, fixture.Registry.Current.Units[unit.Code]);

        change = await fixture.Registry.PutUnitsAsync([Some.Hamlet, Some.Commune with { Name = "Đổi tên" }], default);
        Assert.Equal((0, 1, 1), (change.Added, change.Changed, change.Unchanged));
        await fixture.Registry.PutUnitsAsync([Some.Hamlet], default);
        Assert.Equal([[], []], fixture.Told);
    }

    public static TheoryData<string, Unit[]> BadUnits => new()
    {
        { "code", [Some.Province with { Code = "3 8" }] },
        { "parent 'x'", [Some.Commune with { ParentCode = "x" }] },
        { "ring", [Some.Province with { ParentCode = "38" }] },
        { "ring", [Some.Province with { ParentCode = "14758" }, Some.Commune] },
        { "name", [Some.Province with { FullName = "" }] },
        { "latitude", [Some.Province with { Position = new GeoPoint(91, 0) }] },
        { "population", [Some.Province with { Population = -1 }] },
        { "before it begins", [Some.Province with { ValidFrom = new DateOnly(2026, 1, 1), ValidTo = new DateOnly(2025, 1, 1) }] },
        { "twice", [Some.Province, Some.Province] },
    };

    [Theory]
    [MemberData(nameof(BadUnits))]
    public async Task A_bad_unit_is_named_and_nothing_is_stored(string words, Unit[] units)
    {
        using var fixture = new RegistryFixture();
        var change = await fixture.Registry.PutUnitsAsync(units, default);
        Assert.Contains(change.Errors, error => error.Value.Words.Contains(words, StringComparison.Ordinal));
        Assert.Empty(fixture.Registry.Current.Units);
    }

    [Fact]
    public async Task The_snapshot_knows_what_lies_below_a_unit()
    {
        using var fixture = await RegistryFixture.WithUnitsAsync();
        await fixture.Registry.PutUnitsAsync([Some.Commune with { Code = "14759" }], default);
        await fixture.Registry.PutDevicesAsync(
            [Some.Hotspot("a"), Some.Hotspot("b") with { HamletCode = "14758-1" }, Some.Hotspot("c") with { UnitCode = "14759" }], default);
        var snapshot = fixture.Registry.Current;

        Assert.Equal(["14758", "14759"], snapshot.ChildrenOf("38").Select(unit => unit.Code));
        Assert.Equal(["14758", "14758-1", "14759", "38"], snapshot.UnitsBelow("38").Order(StringComparer.Ordinal));
        Assert.Empty(snapshot.UnitsBelow("nowhere"));
        Assert.Equal(["a", "b", "c"], snapshot.DevicesIn("38").Select(device => device.Id));
        Assert.Equal(["a", "b"], snapshot.DevicesIn("14758").Select(device => device.Id));
        Assert.Equal(["b"], snapshot.DevicesIn("14758-1").Select(device => device.Id));
        Assert.Empty(snapshot.DevicesIn("nowhere"));
    }

    [Fact]
    public async Task Boundaries_are_one_feature_collection_until_they_or_a_name_change()
    {
        using var fixture = await RegistryFixture.WithUnitsAsync();
        Assert.Empty(await fixture.Registry.PutBoundariesAsync(new Dictionary<string, string> { ["14758"] = Square }, default));

        var first = await fixture.Registry.BoundariesGeoJsonAsync(default);
        using (var json = JsonDocument.Parse(first))
        {
            var feature = Assert.Single(json.RootElement.GetProperty("features").EnumerateArray());
            Assert.Equal("Phường Hàm Rồng", feature.GetProperty("properties").GetProperty("fullName").GetString());
            Assert.Equal("Polygon", feature.GetProperty("geometry").GetProperty("type").GetString());
        }

        Assert.Equal(first, await fixture.Registry.BoundariesGeoJsonAsync(default));
        await fixture.Registry.PutUnitsAsync([Some.Commune with { FullName = "Phường Mới" }], default);
        using var renamed = JsonDocument.Parse(await fixture.Registry.BoundariesGeoJsonAsync(default));
        Assert.Equal("Phường Mới", renamed.RootElement.GetProperty("features")[0].GetProperty("properties").GetProperty("fullName").GetString());
    }

    [Theory]
    [InlineData("nowhere", Square, "no such unit")]
    [InlineData("14758", "{", "not JSON")]
    [InlineData("14758", """{"type":"Point","coordinates":[1,2]}""", "Polygon")]
    [InlineData("14758", """{"type":"Polygon"}""", "Polygon")]
    [InlineData("14758", "[]", "Polygon")]
    public async Task A_bad_boundary_is_named_and_none_is_stored(string code, string geometry, string words)
    {
        using var fixture = await RegistryFixture.WithUnitsAsync();
        var errors = await fixture.Registry.PutBoundariesAsync(new Dictionary<string, string> { ["38"] = Square, [code] = geometry }, default);
        Assert.Contains(words, Assert.Single(errors), StringComparison.Ordinal);
        Assert.DoesNotContain("Polygon", Encoding.UTF8.GetString((await fixture.Registry.BoundariesGeoJsonAsync(default)).Span), StringComparison.Ordinal);
    }
}
