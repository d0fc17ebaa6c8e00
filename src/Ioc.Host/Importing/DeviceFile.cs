using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Ioc.Dashboard.Wire;

namespace Ioc.Host.Importing;

/// <summary>Reads devices from CSV, GeoJSON points or the API's JSON; which one shows in the content, because file names lie.</summary>
internal static class DeviceFile
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
    };

    public static ImportRows<DeviceDocument> Read(ReadOnlyMemory<byte> file)
    {
        if (!JsonFile.IsJson(file.Span))
        {
            var table = CsvReading.Read(file, DeviceColumns.Required, DeviceColumns.Optional);
            return ImportRows<DeviceDocument>.Read(table.Rows, table.Errors, DeviceRow.Read, device => device.Id, "id");
        }

        var errors = new List<RowError>();
        return JsonFile.TryParse(file, errors) switch
        {
            null => new ImportRows<DeviceDocument>([], errors),
            { } root when root["devices"] is JsonArray documents => Documents(documents, errors),
            { } root => Points(GeoJsonReading.Features(root, errors), errors),
        };
    }

    private static ImportRows<DeviceDocument> Points(IReadOnlyList<JsonObject> features, List<RowError> errors)
    {
        var points = new List<GeoJsonPoint>();
        for (var index = 0; index < features.Count; index++)
        {
            if (features[index].Count > 0 && GeoJsonPoint.TryRead(index + 1, features[index], errors) is { } point)
            {
                points.Add(point);
            }
        }

        return ImportRows<DeviceDocument>.Read(points, errors, DeviceRow.Read, device => device.Id, "id");
    }

    private static ImportRows<DeviceDocument> Documents(JsonArray documents, List<RowError> errors)
    {
        var rows = new List<(int, DeviceDocument)>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var index = 0; index < documents.Count; index++)
        {
            var (device, problem) = Document(documents[index]);
            if (device is not null && !seen.TryAdd(device.Id, index + 1))
            {
                problem = $"id '{device.Id}' is already in {seen[device.Id]}";
            }

            if (problem is null)
            {
                rows.Add((index + 1, device!));
            }
            else
            {
                errors.Add(new RowError(index + 1, problem));
            }
        }

        return new ImportRows<DeviceDocument>(rows, errors);
    }

    private static (DeviceDocument? Device, string? Problem) Document(JsonNode? node)
    {
        try
        {
            return node.Deserialize<DeviceDocument>(Strict) is { } device ? (device, null) : (null, "null is no device");
        }
        catch (JsonException fault)
        {
            return (null, fault.Message);
        }
    }
}
