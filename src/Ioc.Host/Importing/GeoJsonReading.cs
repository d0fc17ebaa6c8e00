using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ioc.Host.Importing;

/// <summary>Reads a GeoJSON FeatureCollection (RFC 7946); a syntax error is reported with its line, a bad feature with its number from 1.</summary>
internal static class GeoJsonReading
{
    public static IReadOnlyList<JsonObject> Features(ReadOnlyMemory<byte> file, List<RowError> errors)
    {
        try
        {
            // RFC 8259 lets a reader ignore a byte order mark; the JSON reader here does not do it itself.
            var bytes = file.Span.StartsWith("\uFEFF"u8) ? file[3..] : file;
            if (JsonNode.Parse(bytes.Span) is JsonObject root && root["type"]?.GetValueKind() == JsonValueKind.String
                && root["type"]!.GetValue<string>() == "FeatureCollection" && root["features"] is JsonArray features)
            {
                return Objects(features, errors);
            }

            errors.Add(new RowError(0, "not a GeoJSON FeatureCollection: {\"type\":\"FeatureCollection\",\"features\":[…]} is needed"));
        }
        catch (JsonException fault)
        {
            errors.Add(new RowError((int)(fault.LineNumber ?? 0) + 1, $"not JSON: {fault.Message}"));
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException)
        {
            // The document model refuses bytes that are not UTF-8, and a property that stands twice, only when it is read.
            errors.Add(new RowError(0, $"not usable JSON: {fault.Message}"));
        }

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
