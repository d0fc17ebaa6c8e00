using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Ioc.Dashboard.Api;

internal sealed record ExportFilter(
    [property: FromQuery, Description("csv (default) or line: InfluxDB line protocol")] string? Format,
    [property: FromQuery, Description("true: every stored point of each device, instead of buckets")] string? Raw,
    [property: FromQuery, Description("false: CSV without the line that names the columns")] string? Header);
