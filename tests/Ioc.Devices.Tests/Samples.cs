using System.Text;
using Ioc.Devices.Rejections;
using Ioc.Devices.Telemetry;
using Ioc.Devices.Units;

namespace Ioc.Devices.Tests;

/// <summary>Devices, units and messages the tests speak of.</summary>
internal static class Samples
{
    /// <summary>2026-11-22 08:00 UTC.</summary>
    public const long Start = 1_795_334_400_000;

    public static Device Loudspeaker(int handle = 1, string unit = "25123") => new()
    {
        Id = $"loa-{handle}",
        Handle = handle,
        Kind = DeviceKind.Loudspeaker,
        Name = $"Cụm loa {handle}",
        UnitCode = unit,
        Position = new GeoPoint(19.8, 105.77),
        PeriodSeconds = 60,
        Loudspeaker = new LoudspeakerEquipment(2, 50, 400, []),
    };

    public static Device Hotspot(int handle = 2) => new()
    {
        Id = $"wifi-{handle}",
        Handle = handle,
        Kind = DeviceKind.Hotspot,
        Name = $"Wi-Fi chợ {handle}",
        UnitCode = "25123",
        Position = new GeoPoint(19.8, 105.77),
        Hotspot = new HotspotEquipment(4, "market", "fibre"),
    };

    public static Device Site(int handle = 3, double latitude = 19.8, double longitude = 105.77, string technology = "4g") => new()
    {
        Id = $"site-{handle}",
        Handle = handle,
        Kind = DeviceKind.Site,
        Name = $"Trạm {handle}",
        UnitCode = "25123",
        Position = new GeoPoint(latitude, longitude),
        Site = new SiteEquipment("Viettel", [new Cell("a", technology, "b3", 0, 30, 4, 60)]),
    };

    public static Device Of(DeviceKind kind) =>
        kind == DeviceKind.Loudspeaker ? Loudspeaker() : kind == DeviceKind.Hotspot ? Hotspot() : Site();

    public static Unit Hamlet(string code, double latitude, double longitude, int people = 100) => new()
    {
        Code = code,
        Name = code,
        FullName = "Thôn " + code,
        Level = UnitLevels.Hamlet,
        ParentCode = "25123",
        Position = new GeoPoint(latitude, longitude),
        Population = people,
    };

    /// <summary>Decodes a message that must be good.</summary>
    public static TelemetryFrame Frame(DeviceKind kind, string json)
    {
        var frame = new TelemetryFrame();
        var reason = TelemetryDecoder.Decode(kind, Encoding.UTF8.GetBytes(json), frame, out var detail);
        Assert.True(reason == RejectionReason.None, $"{json} was refused: {reason} {detail}");
        return frame;
    }

    public static RejectionReason Refusal(DeviceKind kind, ReadOnlySpan<byte> json, out string? detail) =>
        TelemetryDecoder.Decode(kind, json, new TelemetryFrame(), out detail);

    public const string LongLoudspeakerMessage =
        """
        {"at":1795334400,"seq":81234,"firmware":"2.4.1","line_state":"ok","amplifier_on":true,"amplifier_fault":false,"volume_percent":70,"temperature_c":41.5,"mains_ok":true,"supply_mv":23761,"battery_percent":88,"network_operator":"Viettel","network_technology":"4g","rssi_dbm":-71,"rsrp_dbm":-98,"playing":false,"played_today_s":1830}
        """;

    public static string SiteMessage(int cells) =>
        "{\"seq\":7,\"state\":\"up\",\"power_source\":\"mains\",\"battery_percent\":100,\"temperature_c\":31,\"backhaul_up\":true,\"cells\":["
        + string.Join(",", Enumerable.Range(0, cells).Select(i =>
            $"{{\"id\":\"cell-{i}\",\"state\":\"up\",\"users\":{i},\"prb_down_percent\":40.5,\"prb_up_percent\":12,\"down_bps\":1e8,\"up_bps\":20000000}}"))
        + "],\"alarms\":[]}";
}
