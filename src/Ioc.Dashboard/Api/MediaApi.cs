using Ioc.Dashboard.Broadcasting;
using Ioc.Dashboard.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Ioc.Dashboard.Api;

/// <summary>
/// Where loudspeakers fetch what they play. Open: devices have no account here, the name is the content's hash, which only the command
/// tells, and the text is about to be shouted over a commune.
/// </summary>
internal static class MediaApi
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapMethods("/media/{name}", [HttpMethods.Get, HttpMethods.Head], Send).WithTags("Media").Produces(200, contentType: "audio/wav")
            .WithName("media").WithSummary("Broadcast audio by content hash").WithDescription("Ranges are served; the content of a name never changes.").ProducesProblem(404);

    private static Results<PhysicalFileHttpResult, ProblemHttpResult> Send(string name, HttpResponse response, MediaStore media)
    {
        if (media.Find(name) is not { } file) return Problem.NotFound("No such audio.", Refusal.NothingHere);
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return TypedResults.PhysicalFile(
            file.FullName, "audio/wav", fileDownloadName: null, file.LastWriteTimeUtc, new EntityTagHeaderValue($"\"{name[..64]}\""), enableRangeProcessing: true);
    }
}
