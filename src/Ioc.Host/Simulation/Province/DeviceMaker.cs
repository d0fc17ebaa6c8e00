using System.Globalization;
using Ioc.Devices;
using Ioc.Devices.Units;

namespace Ioc.Host.Simulation.Province;

/// <summary>Makes registry entries for simulated devices: ids, names, invented vendors, equipment of plausible size.</summary>
internal sealed class DeviceMaker(Random random, string idPrefix)
{
    private static readonly string[] Places = ["market", "school", "culture-house", "park", "bus-station", "hospital", "heritage", "office"];
    private static readonly string[] PlaceNamesVi = ["Chợ", "Trường học", "Nhà văn hóa", "Công viên", "Bến xe", "Trạm y tế", "Di tích", "UBND"];
    private static readonly string[] Operators = ["Sóng Mơ", "Viễn Mộng", "Mây Net"];

    private readonly Dictionary<string, int> _numberByStem = new(StringComparer.Ordinal);
    private long _serial;

    public Device Loudspeaker(Place place, Unit hamlet, int number, GeoPoint position)
    {
        var horns = random.Next(2, 5);
        return Common(place, "loa", DeviceKind.Loudspeaker, position) with
        {
            Name = $"Cụm loa {hamlet.Name} {number}",
            HamletCode = hamlet.Code,
            Vendor = random.Next(3) == 0 ? "Âm Mơ" : "Vọng Mơ",
            Model = "VM-4G",
            Loudspeaker = new LoudspeakerEquipment(horns, horns * 25, 300 + random.Next(5) * 50, []),
        };
    }

    public Device Hotspot(Place place, Unit hamlet, GeoPoint position)
    {
        var placeType = random.Next(Places.Length);
        return Common(place, "wifi", DeviceKind.Hotspot, position) with
        {
            Name = $"Wi-Fi {PlaceNamesVi[placeType]} {hamlet.Name}",
            HamletCode = hamlet.Code,
            Vendor = "Mây Net",
            Model = "MN-AP2",
            Hotspot = new HotspotEquipment(random.Next(1, 6), Places[placeType], random.Next(5) == 0 ? "4g" : "fibre"),
        };
    }

    public Device Site(Place place, GeoPoint position)
    {
        var device = Common(place, "tram", DeviceKind.Site, position);
        return device with
        {
            Name = $"Trạm {place.Commune.Name} {device.Id[(device.Id.LastIndexOf('-') + 1)..].TrimStart('0')}",
            Vendor = "Trạm Mơ",
            Model = "TM-5",
            Site = new SiteEquipment(Operators[random.Next(Operators.Length)], [.. Cells()]),
        };
    }

    private IEnumerable<Cell> Cells()
    {
        var height = 24 + random.Next(19);
        var turn = random.Next(120);
        var has5G = random.NextDouble() < 0.6;
        for (var sector = 0; sector < 3; sector++)
        {
            var azimuth = (turn + sector * 120) % 360;
            yield return new Cell($"l{sector + 1}", "4g", "b3", azimuth, height, 4, 62);
            if (has5G)
                yield return new Cell($"n{sector + 1}", "5g", "n78", azimuth, height, 6, 72);
        }
    }

    private Device Common(Place place, string word, DeviceKind kind, GeoPoint position)
    {
        var stem = $"{idPrefix}{word}-{place.Commune.Code}";
        var number = _numberByStem[stem] = _numberByStem.GetValueOrDefault(stem) + 1;
        return new Device
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{stem}-{number:000}"),
            Kind = kind,
            Name = stem,
            UnitCode = place.Commune.Code,
            Position = position,
            // Type allocation code 99000000 is nobody's: a serial that looks like an IMEI and can't be one.
            Serial = string.Create(CultureInfo.InvariantCulture, $"99000000{++_serial:0000000}"),
            PeriodSeconds = 60,
            Tags = ["simulated"],
        };
    }
}
