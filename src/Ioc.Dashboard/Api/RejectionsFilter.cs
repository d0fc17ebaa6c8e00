using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Ioc.Dashboard.Api;

internal sealed record RejectionsFilter
{
    [FromQuery, Description("1 to 1,000; default 100")]
    public string? PageSize { get; init; }

    [FromQuery, Description("The last page's next")]
    public string? Cursor { get; init; }
}
