using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Ioc.Dashboard.Api;

internal sealed record DeviceDeliveriesFilter
{
    [FromQuery, Description("1 to 1,000; default 100")]
    public string? PageSize { get; init; }
}
