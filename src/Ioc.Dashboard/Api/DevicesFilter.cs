using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Ioc.Dashboard.Api;

internal sealed record DevicesFilter
{
    [FromQuery, Description("loudspeaker, hotspot or site")]
    public string? Kind { get; init; }

    [FromQuery, Description("unknown, ok, degraded, faulty or offline")]
    public string? Health { get; init; }

    [FromQuery, Description("Code of a unit: it and all below it")]
    public string? Unit { get; init; }

    [FromQuery, Description("Part of the name, id or serial; marks and case do not matter")]
    public string? Q { get; init; }

    [FromQuery, Description("1 to 1,000; default 100")]
    public string? PageSize { get; init; }

    [FromQuery, Description("The last page's next")]
    public string? Cursor { get; init; }
}
