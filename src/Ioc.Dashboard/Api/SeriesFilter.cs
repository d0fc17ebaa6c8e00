using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Ioc.Dashboard.Api;

internal sealed record SeriesFilter(
    [property: FromQuery, Description("Device id; repeatable, 1 to 100")] string[]? Device,
    [property: FromQuery, Description("Instead of devices: a unit's code, with all below it; repeatable, up to 200; a series for each unit and kind")] string[]? Unit,
    [property: FromQuery, Description("Instead of devices, or within the units: loudspeaker, hotspot, site; repeatable")] string[]? Kind,
    [property: FromQuery, Description("Field name, for example temperature_c or cells.1.users; repeatable, 1 to 32")] string[]? Metric,
    [property: FromQuery, Description("ISO 8601 with offset, or Unix milliseconds; default 24 hours before to")] string? From,
    [property: FromQuery, Description("Exclusive; default now")] string? To,
    [property: FromQuery, Description("Bucket width in seconds, 0 to 86,400; 0 or absent: chosen")] string? Step);
