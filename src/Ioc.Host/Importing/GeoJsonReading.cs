using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ioc.Host.Importing;

/// <summary>Reads a GeoJSON FeatureCollection (RFC 7946); a bad feature is reported with its number from 1.</summary>
internal static class GeoJsonReading
{
    public static IReadOnlyList<JsonObject> Features(ReadOnlyMemory<byte> file, List<RowError> errors) =>
        JsonFile.TryParse(file, errors) is { } root ? Features(root, errors) : [];

    public static IReadOnlyList<JsonObject> Features(JsonObject root, List<RowError> errors)
    {
        if (root["type"]?.GetValueKind() == JsonValueKind.String && root["type"]!.GetValue<string>() == "FeatureCollection" && root["features"] is JsonArray features)
        {
            return Objects(features, errors);
        }

        errors.Add(new RowError(0, "not a GeoJSON FeatureCollection: {\"type\":\"FeatureCollection\",\"features\":[…]} is needed"));
        return [];
    }

    private static List<JsonObject> Objects(JsonArray features, List<RowError> errors)
    {
        var objects = new List<JsonObject>(features.Count);
        for (var index = 0; index < features.Count; index++)
        {
            // A number is kept for a feature that is none, so that the numbers of the others stay right.
            objects.Add(features[index] as JsonObject ?? []);
            if (features[index] is not JsonObject)
            {
                errors.Add(new RowError(index + 1, "not a GeoJSON feature"));
            }
        }

        return objects;
    }
}
