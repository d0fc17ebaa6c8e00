using Ioc.Dashboard.Access;
using Ioc.Dashboard.History;
using Ioc.Dashboard.Wire;
using Ioc.Silo.Accounts;
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
        if (check.Failed) return check.Refusal();
        Territory territory = Callers.Territory(request.HttpContext, registry.Current);
        if (territory.IsEverything || (unit is not null && territory.Covers(unit))) return TypedResults.Ok(new CountsAnswer(history.Read(unit)));
        // Whoever has one unit sees its figures when asking for all; of several there is no sum, and of others nothing.
        return TypedResults.Ok(new CountsAnswer(territory.Reach is { Units: [var only], Groups: [] } ? history.Read(only) : []));
    }
}
