using Ioc.Devices;
using Ioc.Devices.Units;
using Ioc.Silo.Registry;

namespace Ioc.Dashboard.Wire;

/// <summary>A unit as lists answer it and imports give it; the `ioc` command speaks with it too.</summary>
public sealed record UnitWire
{
    public required string Code { get; init; }

    public required string Name { get; init; }

    /// <summary>With the unit's kind in front; the name when absent.</summary>
    public string? FullName { get; init; }

    public required string Level { get; init; }

    public string? ParentCode { get; init; }

    public double? Latitude { get; init; }

    public double? Longitude { get; init; }

    public int? Population { get; init; }

    public bool? HasGridPower { get; init; }

    public DateOnly? ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public static UnitWire Of(Unit unit) => new()
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
        ValidFrom = unit.ValidFrom,
        ValidTo = unit.ValidTo,
    };

    /// <summary>Null with what is wrong where latitude and longitude are not both there; the rest is the registry's to check.</summary>
    public Unit? ToUnit(out RowFault? fault)
    {
        fault = Latitude is null != Longitude is null
            ? RowFault.Of(RowFaultReason.FieldMissing, "latitude without longitude, or longitude without latitude", ("field", Latitude is null ? "latitude" : "longitude"))
            : null;
        if (fault is not null) return null;
        return new Unit
        {
            Code = Code,
            Name = Name,
            FullName = FullName ?? Name,
            Level = Level,
            ParentCode = ParentCode,
            Position = Latitude is { } latitude && Longitude is { } longitude ? new GeoPoint(latitude, longitude) : null,
            Population = Population,
            HasGridPower = HasGridPower,
            ValidFrom = ValidFrom,
            ValidTo = ValidTo,
        };
    }
}
