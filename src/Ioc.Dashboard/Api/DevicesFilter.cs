using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Ioc.Dashboard.Api;

internal sealed record DevicesFilter(
    [property: FromQuery, Description("loudspeaker, hotspot or site")] string? Kind,
    [property: FromQuery, Description("unknown, ok, degraded, faulty or offline")] string? Health,
    [property: FromQuery, Description("Code of a unit: it and all below it")] string? Unit,
    [property: FromQuery, Description("Part of the name, id or serial; marks and case do not matter")] string? Q,
    [property: FromQuery, Description("1 to 1,000; default 100")] string? PageSize,
    [property: FromQuery, Description("The last page's next")] string? Cursor);
