using Ioc.Dashboard.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;

namespace Ioc.Dashboard.Access;

internal static class CallCostRoutes
{
    public static RouteHandlerBuilder Costs(this RouteHandlerBuilder route, int units, bool sharesAddress = true)
    {
        var cost = new CallCost(units, sharesAddress);
        route.WithMetadata(cost).ProducesProblem(StatusCodes.Status429TooManyRequests);
        return route.AddEndpointFilter(async (context, next) =>
        {
            HttpContext http = context.HttpContext;
            return http.RequestServices.GetRequiredService<CostLimiter>().TryTake(http, cost) ? await next(context) : TooMuch(http);
        });
    }

    public static ProblemHttpResult TooMuch(HttpContext http)
    {
        http.Response.Headers.RetryAfter = "10";
        return Problem.Of(StatusCodes.Status429TooManyRequests, "Too much at once from this account or address: wait some seconds.", Refusal.TooMuchAtOnce);
    }
}
