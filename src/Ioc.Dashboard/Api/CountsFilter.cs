using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Ioc.Dashboard.Api;

internal sealed record CountsFilter
{
    [FromQuery, Description("Code; with all below it")]
    public string? Unit { get; init; }
}
