using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Ioc.Dashboard.Api;

internal sealed record BroadcastsFilter(
    [property: FromQuery, Description("1 to 1,000; default 100")] string? PageSize,
    [property: FromQuery, Description("The last page's next")] string? Cursor);
