using Ioc.Dashboard.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Ioc.Dashboard.Access;

internal static class CallCostRoutes
{
    public static RouteHandlerBuilder Costs(this RouteHandlerBuilder route, int units)
    {
        route.WithMetadata(new CallCost(units)).ProducesProblem(StatusCodes.Status429TooManyRequests);
        return route.AddEndpointFilter(async (context, next) =>
        {
            HttpContext http = context.HttpContext;
            if (http.RequestServices.GetRequiredService<CostLimiter>().TryTake(http, units)) return await next(context);
            http.Response.Headers.RetryAfter = "10";
            return Problem.Of(StatusCodes.Status429TooManyRequests, "Too much at once from this account or address: wait some seconds.");
        });
    }
}
