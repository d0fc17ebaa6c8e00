using Ioc.Dashboard.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ioc.Dashboard.Access;

/// <summary>Takes what a call costs before it is done, from whoever may do it: what is refused for want of a right has a budget of its own.</summary>
internal sealed class CostGate(RequestDelegate next, CostLimiter limiter)
{
    public const string TooMuch = "Too much at once from this account or address: wait some seconds.";

    public Task InvokeAsync(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<CallCost>() is { Units: > 0 } cost && !limiter.TryTake(http, cost) ? Refuse(http).ExecuteAsync(http) : next(http);

    private static ProblemHttpResult Refuse(HttpContext http)
    {
        http.Response.Headers.RetryAfter = "10";
        return Problem.Of(StatusCodes.Status429TooManyRequests, TooMuch, Refusal.TooMuchAtOnce);
    }
}
