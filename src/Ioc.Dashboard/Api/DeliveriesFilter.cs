using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Ioc.Dashboard.Api;

internal sealed record DeliveriesFilter(
    [property: FromQuery, Description("queued, sent, accepted, rejected, playing, finished, failed, expired or cancelled")] string? State,
    [property: FromQuery, Description("1 to 1,000; default 100")] string? PageSize,
    [property: FromQuery, Description("The last page's next")] string? Cursor);
