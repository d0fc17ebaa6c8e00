using System.Text.Json.Nodes;
using Ioc.Dashboard.Wire;
using Ioc.Devices;

namespace Ioc.Host.Exporting;

/// <summary>Devices as GeoJSON points; the properties are named like the CSV columns, lists are JSON arrays.</summary>
internal static class DeviceGeoJson
{
    public static string Write(IReadOnlyList<DeviceDocument> devices) => new JsonObject
    {
        ["type"] = "FeatureCollection",
        ["features"] = new JsonArray([.. devices.Select(Feature)]),
    }.ToJsonString(DeviceJson.Options) + "\n";

    private static JsonObject Feature(DeviceDocument device) => new()
    {
        ["type"] = "Feature",
        ["geometry"] = new JsonObject { ["type"] = "Point", ["coordinates"] = new JsonArray(device.Longitude, device.Latitude) },
        ["properties"] = Properties(device),
    };

    private static JsonObject Properties(DeviceDocument device)
    {
        var properties = new JsonObject
        {
            ["id"] = device.Id,
            ["kind"] = device.Kind,
            ["name"] = device.Name,
            ["unit_code"] = device.UnitCode,
            ["hamlet_code"] = device.HamletCode,
            ["period_seconds"] = device.PeriodSeconds,
            ["vendor"] = device.Vendor,
            ["model"] = device.Model,
            ["serial"] = device.Serial,
            ["tags"] = List(device.Tags),
        };
        if (device.Loudspeaker is { } loudspeaker)
        {
            properties["horns"] = loudspeaker.Horns;
            properties["power_watts"] = loudspeaker.PowerWatts;
            properties["audible_radius_metres"] = loudspeaker.AudibleRadiusMetres;
            properties["groups"] = List(loudspeaker.Groups);
        }

        if (device.Hotspot is { } hotspot)
        {
            properties["access_points"] = hotspot.AccessPoints;
            properties["place_type"] = hotspot.PlaceType;
            properties["backhaul"] = hotspot.Backhaul;
        }

        if (device.Site is { } site)
        {
            properties["operator"] = site.Operator;
            properties["cells"] = new JsonArray([.. site.Cells.Select(Cell)]);
        }

        return properties;
    }

    private static JsonObject Cell(Cell cell) => new()
    {
        ["id"] = cell.Id,
        ["technology"] = cell.Technology,
        ["band"] = cell.Band,
        ["azimuth_degrees"] = cell.AzimuthDegrees,
        ["height_metres"] = cell.HeightMetres,
        ["tilt_degrees"] = cell.TiltDegrees,
        ["eirp_dbm"] = cell.EirpDbm,
    };

    private static JsonArray List(IEnumerable<string>? parts) => new([.. (parts ?? []).Select(part => JsonValue.Create(part))]);
}
