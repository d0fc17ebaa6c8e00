using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Ioc.Dashboard.Api;

internal sealed record HistoryFilter(
    [property: FromQuery, Description("ISO or Unix ms: only what was before it; default now")] string? Before,
    [property: FromQuery, Description("1 to 400; default 100")] string? PageSize);
