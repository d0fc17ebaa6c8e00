using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Ioc.Dashboard.Api;

internal sealed record CountsFilter([property: FromQuery, Description("Code; with all below it")] string? Unit);
