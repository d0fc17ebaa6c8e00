using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Ioc.Dashboard.Api;

internal sealed record AvailabilityFilter
{
    [FromQuery, Description("loudspeaker, hotspot or site; default all")]
    public string? Kind { get; init; }

    [FromQuery, Description("ISO or Unix ms; default a day before to")]
    public string? From { get; init; }

    [FromQuery, Description("ISO or Unix ms; default now, and never later")]
    public string? To { get; init; }

    [FromQuery, Description("Seconds, 60 to 2,678,400; default an hour")]
    public string? Step { get; init; }
}
