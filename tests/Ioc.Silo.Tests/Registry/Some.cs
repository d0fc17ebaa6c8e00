using Ioc.Devices;
using Ioc.Devices.Units;

namespace Ioc.Silo.Tests.Registry;

/// <summary>Plausible rows to start from; a test changes what it is about.</summary>
internal static class Some
{
    public static Unit Province { get; } = new() { Code = "38", Name = "Thanh Hóa", FullName = "Tỉnh Thanh Hóa", Level = UnitLevels.Province, Population = 3_760_650 };

    public static Unit Commune { get; } = new()
    {
        Code = "14758",
        Name = "Hàm Rồng",
        FullName = "Phường Hàm Rồng",
        Level = UnitLevels.Commune,
        ParentCode = "38",
        Position = new GeoPoint(19.8334, 105.7801),
        ValidFrom = new DateOnly(2025, 7, 1),
    };

    public static Unit Hamlet { get; } = new()
    {
        Code = "14758-1",
        Name = "Thôn 1",
        FullName = "Thôn 1",
        Level = UnitLevels.Hamlet,
        ParentCode = "14758",
        Population = 812,
        HasGridPower = false,
        ValidTo = new DateOnly(2030, 12, 31),
    };

    public static Device Loudspeaker(string id) => new()
    {
        Id = id,
        Kind = DeviceKind.Loudspeaker,
        Name = "Cụm loa nhà văn hóa",
        UnitCode = "14758",
        Position = new GeoPoint(19.83, 105.78),
        Vendor = "V",
        Tags = ["chợ", "trường"],
        Loudspeaker = new LoudspeakerEquipment(2, 50, 400, ["g1", "g2"]),
    };

    public static Device Hotspot(string id) => new()
    {
        Id = id,
        Kind = DeviceKind.Hotspot,
        Name = "Wi-Fi chợ",
        UnitCode = "14758",
        Position = new GeoPoint(19.84, 105.79),
        PeriodSeconds = 30,
        Serial = "SN1",
        Hotspot = new HotspotEquipment(3, "market", "fibre"),
    };

    public static Device Site(string id) => new()
    {
        Id = id,
        Kind = DeviceKind.Site,
        Name = "Trạm 5G",
        UnitCode = "14758",
        Position = new GeoPoint(-0.5, -179.999),
        Model = "M",
        Site = new SiteEquipment("Viettel", [new Cell("1", "5g", "n78", 120, 42.5, 6, 61.25), new Cell("2.a", "4g", "b3", 0, 42, 4, 58)]),
    };
}
