using Ioc.Devices;
using Ioc.Devices.Units;

namespace Ioc.Host.Calling;

/// <summary>A unit as the API takes and gives it.</summary>
internal sealed record WireUnit
{
    public required string Code { get; init; }

    public required string Name { get; init; }

    public required string FullName { get; init; }

    public required string Level { get; init; }

    public string? ParentCode { get; init; }

    public double? Latitude { get; init; }

    public double? Longitude { get; init; }

    public int? Population { get; init; }

    public bool? HasGridPower { get; init; }

    public static WireUnit Of(Unit unit) => new()
    {
        Code = unit.Code,
        Name = unit.Name,
        FullName = unit.FullName,
        Level = unit.Level,
        ParentCode = unit.ParentCode,
        Latitude = unit.Position?.LatitudeDegrees,
        Longitude = unit.Position?.LongitudeDegrees,
        Population = unit.Population,
        HasGridPower = unit.HasGridPower,
    };

    public Unit ToUnit() => new()
    {
        Code = Code,
        Name = Name,
        FullName = FullName,
        Level = Level,
        ParentCode = ParentCode,
        Position = Latitude is { } latitude && Longitude is { } longitude ? new GeoPoint(latitude, longitude) : null,
        Population = Population,
        HasGridPower = HasGridPower,
    };
}
