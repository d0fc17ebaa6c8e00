using Ioc.Dashboard.Problems;
using Ioc.Dashboard.Web;
using Ioc.Dashboard.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Ioc.Dashboard.Api;

internal static class MapApi
{
    private const string FileRoute = "/map/base.pmtiles";

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/map", Show).WithTags("Map").Describe("showMap", "What the map may be drawn on", "baseMap is null where none was installed.");
        api.MapGet(FileRoute, Send).WithTags("Map").Produces(200, contentType: "application/vnd.pmtiles")
            .Describe("readBaseMap", "The base map, one PMTiles file", "Read by ranges; a new file has another ETag.", 404);
    }

    private static Ok<MapWire> Show(DashboardOptions options) => TypedResults.Ok(new MapWire(
        GroundMap.TryRead(options.BaseMapFile, out _) is { } map ? new GroundMapWire("/api/v1" + FileRoute, map.Kind, map.ZoomMin, map.ZoomMax) : null));

    private static Results<PhysicalFileHttpResult, ProblemHttpResult> Send(DashboardOptions options, HttpResponse response)
    {
        if (options.BaseMapFile is null || new FileInfo(options.BaseMapFile) is not { Exists: true } file) return Problem.NotFound("No base map is installed.", Refusal.NothingHere);
        // Asked for again each time, by its tag: a base map that was exchanged must not be mixed with tiles of the former one.
        response.Headers.CacheControl = "private, no-cache";
        return TypedResults.PhysicalFile(
            file.FullName, "application/vnd.pmtiles", fileDownloadName: null, file.LastWriteTimeUtc,
            new EntityTagHeaderValue($"\"{file.Length:x}-{file.LastWriteTimeUtc.Ticks:x}\""), enableRangeProcessing: true);
    }
}
