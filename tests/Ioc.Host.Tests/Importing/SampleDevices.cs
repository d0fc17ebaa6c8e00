using Ioc.Dashboard.Wire;
using Ioc.Devices;

namespace Ioc.Host.Tests.Importing;

/// <summary>Devices whose every text is out to break a file format.</summary>
internal static class SampleDevices
{
    public static IReadOnlyList<string> HostileTexts { get; } =
    [
        "=1+1", "+84 912", "-x", "@sum", "'=1", "''", "'", "\t tab first", "\r return first", "\nbreak first", "a\"b\"", "a,b;c:d|e", "back\\slash\\", "ends\\",
        "Đài truyền thanh xã Ngọc Lặc", "two\r\nlines", " leading and trailing ", "𝄞 outside the BMP", "e\u0301 combining", "\u200b zero width", "sep=;", "null", "\"",
    ];

    public static IReadOnlyList<DeviceDocument> All { get; } =
    [
        .. HostileTexts.Select((text, index) => new DeviceDocument
        {
            Id = $"-lsp.{index:00}_A",
            Kind = "loudspeaker",
            Name = text,
            UnitCode = "00001",
            HamletCode = index % 2 == 0 ? "00001-01" : null,
            Latitude = 19.123456789012345 - index,
            Longitude = -0.1 / 3,
            Vendor = text,
            Model = index % 3 == 0 ? null : text,
            Serial = text,
            PeriodSeconds = 1 + index,
            Tags = [text, "x", text],
            Loudspeaker = new LoudspeakerEquipment(4, 0.1 + 0.2, 350, ["a.b", "-c"]),
        }),
        new DeviceDocument
        {
            Id = "wifi-1",
            Kind = "hotspot",
            Name = "Chợ Vườn Hoa",
            UnitCode = "00001",
            Latitude = -90,
            Longitude = 180,
            Tags = [],
            Hotspot = new HotspotEquipment(3, "=market", "fibre, 4g"),
        },
        new DeviceDocument
        {
            Id = "site-1",
            Kind = "site",
            Name = "BTS",
            UnitCode = "00001",
            Latitude = 5e-324,
            Longitude = 105,
            Tags = ["t"],
            Site = new SiteEquipment("Sóng:Xanh;\\", [new Cell("c:1", "5g", "n78", 359.5, 35, -2.25, 58.123456789), new Cell("=2;", "4g", "b\\3", 0, 30, 4, 60)]),
        },
    ];
}
