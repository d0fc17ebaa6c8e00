using Ioc.Dashboard.Wire;
using Ioc.Devices.Rejections;
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
        HttpRequest request, [AsParameters] RejectionsFilter filter, IRejections rejections)
    {
        var check = new QueryCheck(request, "pageSize", "cursor");
        int pageSize = check.PageSize(filter.PageSize);
        int offset = check.Offset(filter.Cursor);
        if (check.Failed) return check.Refusal();
        var page = Page<RejectionWire>.At([.. rejections.Latest().Select(RejectionWire.Of)], offset, pageSize);
        return TypedResults.Ok(new RejectionsAnswer(
            rejections.Counts().Where(pair => pair.Key != RejectionReason.None && pair.Value > 0).OrderBy(pair => pair.Key)
                .ToDictionary(pair => pair.Key.Word(), pair => pair.Value),
            page.Items, page.Next, page.Total));
    }
}
