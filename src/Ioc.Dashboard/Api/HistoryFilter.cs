using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Ioc.Dashboard.Api;

internal sealed record HistoryFilter
{
    [FromQuery, Description("ISO or Unix ms: only what was before it; default now")]
    public string? Before { get; init; }

    [FromQuery, Description("1 to 400; default 100")]
    public string? PageSize { get; init; }
}
