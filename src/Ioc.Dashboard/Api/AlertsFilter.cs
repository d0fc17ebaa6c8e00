using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Ioc.Dashboard.Api;

internal sealed record AlertsFilter
{
    [FromQuery, Description("true: not cleared; false: cleared")]
    public string? Open { get; init; }

    [FromQuery, Description("raised, acknowledged or cleared")]
    public string? State { get; init; }

    [FromQuery, Description("This severity or worse: indeterminate, warning, minor, major, critical")]
    public string? Severity { get; init; }

    [FromQuery, Description("Device id")]
    public string? Device { get; init; }

    [FromQuery, Description("loudspeaker, hotspot or site")]
    public string? Kind { get; init; }

    [FromQuery, Description("Code of a unit: it and all below it")]
    public string? Unit { get; init; }

    [FromQuery, Description("For example offline or speaker-line-open")]
    public string? Condition { get; init; }

    [FromQuery, Description("1 to 1,000; default 100")]
    public string? PageSize { get; init; }

    [FromQuery, Description("The last page's next")]
    public string? Cursor { get; init; }
}
