using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Ioc.Dashboard.Api;

internal sealed record AlertsFilter(
    [property: FromQuery, Description("true: not cleared; false: cleared")] string? Open,
    [property: FromQuery, Description("raised, acknowledged or cleared")] string? State,
    [property: FromQuery, Description("This severity or worse: indeterminate, warning, minor, major, critical")] string? Severity,
    [property: FromQuery, Description("Device id")] string? Device,
    [property: FromQuery, Description("loudspeaker, hotspot or site")] string? Kind,
    [property: FromQuery, Description("Code of a unit: it and all below it")] string? Unit,
    [property: FromQuery, Description("For example offline or speaker-line-open")] string? Condition,
    [property: FromQuery, Description("1 to 1,000; default 100")] string? PageSize,
    [property: FromQuery, Description("The last page's next")] string? Cursor);
