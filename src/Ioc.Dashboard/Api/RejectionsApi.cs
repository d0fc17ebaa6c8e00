using Ioc.Dashboard.Access;
using Ioc.Dashboard.Wire;
using Ioc.Devices.Rejections;
using Ioc.Silo.Accounts;
using Ioc.Silo.Registry;
using Ioc.Silo.Rejections;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ioc.Dashboard.Api;

internal static class RejectionsApi
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/rejections", List).WithTags("Rejections")
            .Describe("listRejections", "Messages refused, and why", "Counts since the process started; items are the last kept ones, newest first.", 400);

    private static Results<Ok<RejectionsAnswer>, ProblemHttpResult> List(
        HttpRequest request, [AsParameters] RejectionsFilter filter, IRejections rejections, IRegistry registry)
    {
        var check = new QueryCheck(request, "pageSize", "cursor");
        int pageSize = check.PageSize(filter.PageSize);
        int offset = check.Offset(filter.Cursor);
        if (check.Failed) return check.Refusal();
        RegistrySnapshot current = registry.Current;
        Territory territory = Callers.Territory(request.HttpContext, current);
        // Of one's own devices the kept ones are counted; the counts since the start are the whole centre's.
        Rejection[] seen = [.. rejections.Latest().Where(one => territory.IsEverything || DevicesApi.Find(one.ClientId, territory, current) is not null)];
        var page = Page<RejectionWire>.At([.. seen.Select(RejectionWire.Of)], offset, pageSize);
        IReadOnlyDictionary<RejectionReason, long> counts =
            territory.IsEverything ? rejections.Counts() : seen.CountBy(one => one.Reason).ToDictionary(pair => pair.Key, pair => (long)pair.Value);
        return TypedResults.Ok(new RejectionsAnswer(
            counts.Where(pair => pair.Key != RejectionReason.None && pair.Value > 0).OrderBy(pair => pair.Key)
                .ToDictionary(pair => pair.Key.Word(), pair => pair.Value),
            page.Items, page.Next, page.Total));
    }
}
