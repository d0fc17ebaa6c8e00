using Ioc.Devices;
using Ioc.Devices.Units;
using Ioc.Silo.Tests.Engine;

namespace Ioc.Silo.Tests.Simulation;

/// <summary>A commune with devices of all kinds and a hamlet for each site, which nobody else reaches.</summary>
internal static class SimulatedProvince
{
    private const int Loudspeakers = 18;
    private const int Hotspots = 4;
    private const int Sites = 2;
    private const string Commune = "10001";

    public static SimulatedDevice[] Devices(int seed) =>
    [
        .. Enumerable.Range(1, Loudspeakers).Select(number => new SimulatedDevice($"lsp-{number}", DeviceKind.Loudspeaker, seed + number)),
        .. Enumerable.Range(1, Hotspots).Select(number => new SimulatedDevice($"wifi-{number}", DeviceKind.Hotspot, seed - number)),
        .. Enumerable.Range(1, Sites).Select(number => new SimulatedDevice($"site-{number}", DeviceKind.Site, seed - Hotspots - number)),
    ];

    public static async Task PutAsync(SiloHarness silo, IEnumerable<SimulatedDevice> devices, int periodSeconds)
    {
        await silo.Registry.PutUnitsAsync(
            [
                new Unit { Code = "38", Name = "Tỉnh", FullName = "Tỉnh", Level = UnitLevels.Province },
                new Unit { Code = Commune, Name = "Xã", FullName = "Xã", Level = UnitLevels.Commune, ParentCode = "38" },
                .. Enumerable.Range(1, Sites).Select(Hamlet),
            ],
            CancellationToken.None);
        var change = await silo.Registry.PutDevicesAsync([.. devices.Select(device => new Device
        {
            Id = device.Id, Kind = device.Kind, Name = device.Id, UnitCode = Commune, Position = Place(device.Id), PeriodSeconds = periodSeconds,
            Loudspeaker = device.Kind == DeviceKind.Loudspeaker ? new LoudspeakerEquipment(2, 50, 400, []) : null,
            Hotspot = device.Kind == DeviceKind.Hotspot ? new HotspotEquipment(2, "market", "fibre") : null,
            Site = device.Kind == DeviceKind.Site ? new SiteEquipment("VNPT", [new Cell("1", "4g", "b3", 0, 40, 4, 60)]) : null,
        })], CancellationToken.None);
        Assert.Empty(change.Errors);
        await silo.SettleAsync();
    }

    private static GeoPoint Place(string deviceId) => deviceId == "site-2" ? new GeoPoint(19.1, 105.1) : new GeoPoint(19.8, 105.7);

    private static Unit Hamlet(int number) => new()
    {
        Code = $"{Commune}-{number}", Name = $"Thôn {number}", FullName = $"Thôn {number}", Level = UnitLevels.Hamlet, ParentCode = Commune,
        Position = Place($"site-{number}"), Population = 100 * number,
    };
}
