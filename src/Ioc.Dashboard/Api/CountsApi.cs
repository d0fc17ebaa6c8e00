using Ioc.Dashboard.History;
using Ioc.Dashboard.Wire;
using Ioc.Silo.Registry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ioc.Dashboard.Api;

internal static class CountsApi
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/counts", Show).WithTags("Counts")
            .Describe("showCounts", "Devices by kind and health over the last hour", "A point a minute, oldest first; fewer after a start.", 400);

    private static Results<Ok<CountsAnswer>, ProblemHttpResult> Show(HttpRequest request, [AsParameters] CountsFilter filter, IRegistry registry, CountsHistory history)
    {
        var check = new QueryCheck(request, "unit");
        string? unit = check.Unit(filter.Unit, registry.Current);
        return check.Failed ? check.Refusal() : TypedResults.Ok(new CountsAnswer(history.Read(unit)));
    }
}
