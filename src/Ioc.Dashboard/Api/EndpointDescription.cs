using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Ioc.Dashboard.Api;

internal static class EndpointDescription
{
    /// <summary>Name, one line, what to know, and the refusals beside those every call may give (401, 403, 500).</summary>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder route, string name, string summary, string description, params int[] refusals)
    {
        route.WithName(name).WithSummary(summary).WithDescription(description);
        foreach (int status in refusals.Concat([401, 403, 500]).Distinct()) route.ProducesProblem(status);
        return route;
    }

    /// <summary>A body larger than an ordinary request's.</summary>
    public static RouteHandlerBuilder BodyUpTo(this RouteHandlerBuilder route, long bytes) =>
        route.WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(bytes));
}
