using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Ioc.Dashboard.Api;

internal sealed record UnitsFilter(
    [property: FromQuery, Description("For example province, commune or hamlet: the level words of the data")] string? Level,
    [property: FromQuery, Description("Code of the unit right above")] string? Parent,
    [property: FromQuery, Description("Part of the name or code; marks and case do not matter")] string? Q,
    [property: FromQuery, Description("1 to 1,000; default 100")] string? PageSize,
    [property: FromQuery, Description("The last page's next")] string? Cursor);
