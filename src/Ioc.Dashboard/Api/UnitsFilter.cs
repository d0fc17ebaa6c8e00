using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Ioc.Dashboard.Api;

internal sealed record UnitsFilter
{
    [FromQuery, Description("For example province, commune or hamlet: the level words of the data")]
    public string? Level { get; init; }

    [FromQuery, Description("Code of the unit right above")]
    public string? Parent { get; init; }

    [FromQuery, Description("Part of the name or code; marks and case do not matter")]
    public string? Q { get; init; }

    [FromQuery, Description("1 to 1,000; default 100")]
    public string? PageSize { get; init; }

    [FromQuery, Description("The last page's next")]
    public string? Cursor { get; init; }
}
