using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Ioc.Dashboard.Api;

internal sealed record AvailabilityFilter(
    [property: FromQuery, Description("loudspeaker, hotspot or site; default all")] string? Kind,
    [property: FromQuery, Description("ISO or Unix ms; default a day before to")] string? From,
    [property: FromQuery, Description("ISO or Unix ms; default now, and never later")] string? To,
    [property: FromQuery, Description("Seconds, 60 to 2,678,400; default an hour")] string? Step);
