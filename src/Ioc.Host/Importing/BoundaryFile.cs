using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ioc.Host.Importing;

/// <summary>Reads boundaries: polygons and multipolygons by <c>properties.code</c>, with rings that close and positions on Earth.</summary>
internal static class BoundaryFile
{
    public static ImportRows<Boundary> Read(ReadOnlyMemory<byte> file)
    {
        var errors = new List<RowError>();
        var features = GeoJsonReading.Features(file, errors);
        var rows = new List<(int, Boundary)>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var index = 0; index < features.Count; index++)
        {
            if (features[index].Count == 0)
            {
                continue;
            }

            var (boundary, problem) = Boundary(features[index]);
            if (problem is null && !seen.TryAdd(boundary!.Code, index + 1))
            {
                problem = $"code '{boundary.Code}' is already in feature {seen[boundary.Code]}";
            }

            if (problem is null)
            {
                rows.Add((index + 1, boundary!));
            }
            else
            {
                errors.Add(new RowError(index + 1, problem));
            }
        }

        return new ImportRows<Boundary>(rows, errors);
    }

    private static (Boundary? Boundary, string? Problem) Boundary(JsonObject feature)
    {
        if (feature["properties"] is not JsonObject properties || Text(properties["code"]) is not { Length: > 0 } code)
        {
            return (null, "properties.code with the unit's code is missing");
        }

        if (feature["geometry"] is not JsonObject geometry || Text(geometry["type"]) is not ("Polygon" or "MultiPolygon"))
        {
            return (null, $"unit {code}: the geometry must be a Polygon or MultiPolygon");
        }

        List<JsonNode?>? polygons = Text(geometry["type"]) == "Polygon" ? [geometry["coordinates"]] : geometry["coordinates"] is JsonArray several ? [.. several] : null;
        if (polygons is not { Count: > 0 })
        {
            return (null, $"unit {code}: the geometry is empty");
        }

        var problem = polygons.Select(PolygonProblem).FirstOrDefault(found => found is not null);
        return problem is null ? (new Boundary(code, geometry), null) : (null, $"unit {code}: {problem}");
    }

    private static string? PolygonProblem(JsonNode? polygon) => polygon is not JsonArray { Count: > 0 } rings
        ? "a polygon without rings"
        : rings.Select(RingProblem).FirstOrDefault(found => found is not null);

    private static string? RingProblem(JsonNode? ring)
    {
        if (ring is not JsonArray { Count: >= 4 } positions)
        {
            return "a ring needs at least four positions";
        }

        foreach (var position in positions)
        {
            if (position is not JsonArray { Count: >= 2 } || !In(position[0], 180) || !In(position[1], 90))
            {
                return $"{position?.ToJsonString() ?? "null"} is not a position [longitude, latitude] in degrees";
            }
        }

        return JsonNode.DeepEquals(positions[0], positions[^1]) ? null : "a ring does not end where it begins";
    }

    private static bool In(JsonNode? node, double max) =>
        node?.GetValueKind() == JsonValueKind.Number && Math.Abs(node.GetValue<double>()) <= max;

    private static string? Text(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;
}
