namespace Ioc.Host.Importing;

/// <summary>The columns of a device file, CSV and GeoJSON alike, in the order the export writes them. docs/import.md explains each.</summary>
internal static class DeviceColumns
{
    public static IReadOnlyList<string> Required { get; } = ["id", "kind", "name", "unit_code", "latitude", "longitude"];

    /// <summary>A GeoJSON point carries its position as geometry.</summary>
    public static IReadOnlyList<string> RequiredOfPoint { get; } = ["id", "kind", "name", "unit_code"];

    public static IReadOnlyList<string> Optional { get; } =
    [
        "hamlet_code", "period_seconds", "vendor", "model", "serial", "tags",
        "horns", "power_watts", "audible_radius_metres", "groups",
        "access_points", "place_type", "backhaul",
        "operator", "cells",
    ];

    public static IReadOnlyList<string> All { get; } = [.. Required, .. Optional];

    public static IReadOnlyList<string> OfLoudspeaker { get; } = ["horns", "power_watts", "audible_radius_metres", "groups"];

    public static IReadOnlyList<string> OfHotspot { get; } = ["access_points", "place_type", "backhaul"];

    public static IReadOnlyList<string> OfSite { get; } = ["operator", "cells"];

    /// <summary>The fields of one cell of a site, in the order they stand between colons in the <c>cells</c> column.</summary>
    public static IReadOnlyList<string> OfCell { get; } =
        ["id", "technology", "band", "azimuth_degrees", "height_metres", "tilt_degrees", "eirp_dbm"];
}
