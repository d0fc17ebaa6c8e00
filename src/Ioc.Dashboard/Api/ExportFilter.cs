using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Ioc.Dashboard.Api;

internal sealed record ExportFilter
{
    [FromQuery, Description("csv (default) or line: InfluxDB line protocol")]
    public string? Format { get; init; }

    [FromQuery, Description("true: every stored point of each device, instead of buckets")]
    public string? Raw { get; init; }

    [FromQuery, Description("false: CSV without the line that names the columns")]
    public string? Header { get; init; }
}
