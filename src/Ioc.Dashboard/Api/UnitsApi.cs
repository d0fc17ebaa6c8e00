using System.Security.Cryptography;
using System.Text.Json;
using Ioc.Dashboard.Access;
using Ioc.Dashboard.Auditing;
using Ioc.Dashboard.Problems;
using Ioc.Dashboard.Wire;
using Ioc.Devices.Units;
using Ioc.Silo.Accounts;
using Ioc.Silo.Audit;
using Ioc.Silo.Registry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Ioc.Dashboard.Api;

internal static class UnitsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder units = api.MapGroup("/units").WithTags("Units");
        units.MapGet("", List).Describe("listUnits", "Administrative units and hamlets", "By code, ended ones included.", 400);
        units.MapPut("", ImportAsync).BodyUpTo(DashboardLimits.ImportBytesMax)
            .WithMetadata(new AuditedAs(AuditActions.UnitsImported)).Accepts<UnitImport>("application/json").Produces<ImportAnswer>(StatusCodes.Status422UnprocessableEntity)
            .Describe("importUnits", "Add or replace units by code", "Idempotent. With errors and not keepGood nothing is stored (422).", 400, 413, 415);
        units.MapGet("/boundaries", BoundariesAsync).Produces<BoundaryCollection>(StatusCodes.Status200OK, "application/geo+json")
            .Describe("showBoundaries", "Boundaries as GeoJSON", "Properties code, name, fullName; with an ETag.");
        units.MapPut("/boundaries", PutBoundariesAsync).BodyUpTo(DashboardLimits.ImportBytesMax)
            .WithMetadata(new AuditedAs(AuditActions.BoundariesImported)).Accepts<BoundaryCollection>("application/geo+json", "application/json")
            .Describe("importBoundaries", "Set boundaries", "A FeatureCollection; each geometry goes to the unit named by properties.code.", 400, 413, 415, 422);
    }

    private static Results<Ok<Page<UnitWire>>, ProblemHttpResult> List(HttpRequest request, [AsParameters] UnitsFilter filter, RegistryIndexes indexes)
    {
        RegistryIndex index = indexes.Current;
        var check = new QueryCheck(request, "level", "parent", "q", "pageSize", "cursor");
        string? level = check.Text("level", filter.Level);
        if (level is not null && level is not (UnitLevels.Province or UnitLevels.Commune or UnitLevels.Hamlet) && !index.Units.Any(unit => unit.Level == level))
            check.Add($"level \"{PlainText.Clip(level)}\" is unknown: use province, commune, hamlet or another level of the data.");
        string? parent = check.Text("parent", filter.Parent);
        if (parent is not null && !index.Snapshot.Units.ContainsKey(parent)) check.Add($"parent \"{PlainText.Clip(parent)}\" is unknown.");
        string? text = check.Text("q", filter.Q) is { } q ? SearchText.Fold(q) : null;
        int pageSize = check.PageSize(filter.PageSize);
        string? after = check.After(filter.Cursor);
        if (check.Failed) return check.Refusal();

        Territory territory = Callers.Territory(request.HttpContext, index.Snapshot);
        IReadOnlySet<string>? visible = territory.IsEverything ? null : territory.VisibleUnits();
        Unit[] found =
        [
            .. index.Units.Where((unit, i) => (visible?.Contains(unit.Code) ?? true) && (level is null || unit.Level == level) && (parent is null || unit.ParentCode == parent)
                && (text is null || index.UnitTexts[i].Contains(text, StringComparison.Ordinal))),
        ];
        Unit[] rest = [.. found.Where(unit => after is null || string.CompareOrdinal(unit.Code, after) > 0).Take(pageSize + 1)];
        string? next = rest.Length > pageSize ? rest[pageSize - 1].Code : null;
        return TypedResults.Ok(new Page<UnitWire>([.. rest.Take(pageSize).Select(UnitWire.Of)], next, found.Length));
    }

    private static async Task<Results<Ok<ImportAnswer>, JsonHttpResult<ImportAnswer>, ProblemHttpResult>> ImportAsync(
        HttpRequest request, IRegistry registry, IAuditLog audit, CancellationToken cancellationToken)
    {
        (UnitImport? import, ProblemHttpResult? refusal) = await JsonBody.ReadAsync<UnitImport>(request, cancellationToken);
        if (import is null) return refusal!;
        if (import.Units.Count > DashboardLimits.ImportRowsMax) return Problem.BadRequest($"At most {DashboardLimits.ImportRowsMax} units at once: split the import.");
        (ImportAnswer answer, bool accepted) = await Import.RunAsync<UnitWire, Unit>(
            import.Units, import.KeepGood, static (UnitWire row, out RowFault? fault) => row.ToUnit(out fault),
            units => audit.PutAsync(
                RegistryAudit.Units(request.HttpContext.Entry(AuditActions.UnitsImported), registry.Current, units),
                () => registry.PutUnitsAsync(units, cancellationToken), cancellationToken));
        return accepted ? TypedResults.Ok(answer) : TypedResults.Json(answer, statusCode: StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> BoundariesAsync(HttpContext http, IRegistry registry, CancellationToken cancellationToken)
    {
        Territory territory = Callers.Territory(http, registry.Current);
        ReadOnlyMemory<byte> geoJson = await registry.BoundariesGeoJsonAsync(cancellationToken);
        if (!territory.IsEverything) geoJson = VisibleBoundaries.Of(geoJson, territory.VisibleUnits());
        // Kept by the browser, asked for again each time: a 304 instead of megabytes.
        http.Response.Headers.CacheControl = "private, no-cache";
        string tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(geoJson.Span).AsSpan(0, 16))}\"";
        return TypedResults.Bytes(geoJson, "application/geo+json", entityTag: new EntityTagHeaderValue(tag));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> PutBoundariesAsync(
        HttpRequest request, IRegistry registry, IAuditLog audit, CancellationToken cancellationToken)
    {
        (BoundaryCollection? collection, ProblemHttpResult? refusal) = await JsonBody.ReadAsync<BoundaryCollection>(request, cancellationToken);
        if (collection is null) return refusal!;
        if (collection.Type != "FeatureCollection") return Problem.BadRequest("type must be FeatureCollection.");
        if (collection.Features.Count is 0 or > DashboardLimits.ImportRowsMax) return Problem.BadRequest($"features needs 1 to {DashboardLimits.ImportRowsMax} features.");
        var geometries = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int i = 0; i < collection.Features.Count; i++)
        {
            if (Code(collection.Features[i]) is not { } code) return Problem.BadRequest($"Feature {i + 1} has no properties.code: name the unit it belongs to.");
            if (!geometries.TryAdd(code, collection.Features[i].Geometry.GetRawText())) return Problem.BadRequest($"Feature {i + 1} repeats unit {PlainText.Clip(code)}: give each unit once.");
        }

        AuditEntry entry = RegistryAudit.Summary(request.HttpContext.Entry(AuditActions.BoundariesImported), [.. geometries.Keys], geometries);
        IReadOnlyList<string> errors = await audit.DoAsync(entry, () => registry.PutBoundariesAsync(geometries, cancellationToken), refused => refused is [var first, ..] ? first : null, cancellationToken);
        return errors.Count == 0
            ? TypedResults.NoContent()
            : Problem.Unprocessable($"Nothing was stored. {string.Join(" ", errors.Take(DashboardLimits.NamedInErrorMax).Select(error => error + "."))}", Refusal.RequestInvalid);
    }

    private static string? Code(BoundaryFeature? feature) =>
        feature is not null && feature.Properties.ValueKind == JsonValueKind.Object && feature.Properties.TryGetProperty("code", out JsonElement code)
            && code.ValueKind == JsonValueKind.String && code.GetString() is { Length: > 0 } text ? text : null;
}
