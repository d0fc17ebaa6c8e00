using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Ioc.Dashboard.Api;

internal sealed record SeriesFilter
{
    [FromQuery, Description("Device id; repeatable, 1 to 100")]
    public string[]? Device { get; init; }

    [FromQuery, Description("Instead of devices: a unit's code, with all below it; repeatable, up to 200; a series for each unit and kind")]
    public string[]? Unit { get; init; }

    [FromQuery, Description("Instead of devices, or within the units: loudspeaker, hotspot, site; repeatable")]
    public string[]? Kind { get; init; }

    [FromQuery, Description("Field name, for example temperature_c or cells.1.users; repeatable, 1 to 32")]
    public string[]? Metric { get; init; }

    [FromQuery, Description("ISO 8601 with offset, or Unix milliseconds; default 24 hours before to")]
    public string? From { get; init; }

    [FromQuery, Description("Exclusive; default now")]
    public string? To { get; init; }

    [FromQuery, Description("Bucket width in seconds, 0 to 86,400; 0 or absent: chosen")]
    public string? Step { get; init; }
}
