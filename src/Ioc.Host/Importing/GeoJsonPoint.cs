using System.Text.Json;
using System.Text.Json.Nodes;
using Ioc.Silo.Exports;

namespace Ioc.Host.Importing;

/// <summary>
/// A GeoJSON point seen as a row: its properties are the columns of the device file, its geometry is latitude and longitude. Lists may be
/// JSON arrays, and cells objects, as the export writes them.
/// </summary>
internal sealed class GeoJsonPoint : IRowCells
{
    private readonly Dictionary<string, string> _cells = new(StringComparer.Ordinal);

    private GeoJsonPoint(int number) => Line = number;

    public int Line { get; }

    public string this[string column] => _cells.GetValueOrDefault(column, "");

    public static GeoJsonPoint? TryRead(int number, JsonObject feature, List<RowError> errors)
    {
        var point = new GeoJsonPoint(number);
        var before = errors.Count;
        if (feature["properties"] is JsonObject properties)
        {
            foreach (var (name, value) in properties)
            {
                point.Take(name, value, errors);
            }
        }
        else
        {
            errors.Add(new RowError(number, "the feature has no properties"));
        }

        if (feature["geometry"] is JsonObject geometry && IsText(geometry["type"], "Point")
            && geometry["coordinates"] is JsonArray { Count: 2 or 3 } position && IsNumber(position[0]) && IsNumber(position[1]))
        {
            point._cells["longitude"] = position[0]!.ToJsonString();
            point._cells["latitude"] = position[1]!.ToJsonString();
        }
        else
        {
            errors.Add(new RowError(number, "the geometry must be a Point with [longitude, latitude]"));
        }

        return errors.Count == before ? point : null;
    }

    private void Take(string name, JsonNode? value, List<RowError> errors)
    {
        if (!DeviceColumns.RequiredOfPoint.Contains(name) && !DeviceColumns.Optional.Contains(name))
        {
            errors.Add(new RowError(Line, $"unknown property '{name}'; known are {string.Join(", ", DeviceColumns.RequiredOfPoint.Concat(DeviceColumns.Optional))}"));
            return;
        }

        if (Text(name, value) is { } text)
        {
            _cells[name] = text;
        }
        else
        {
            errors.Add(new RowError(Line, $"property '{name}' must be a text, a number or a list"));
        }
    }

    private static string? Text(string name, JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "",
        // A row's texts are guarded (FormulaGuard) and these are not: guard them here, so that reading gives back exactly these.
        JsonValueKind.String => FormulaGuard.Guard(value.GetValue<string>()),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.ToJsonString(),
        JsonValueKind.Array => ListOf(name, value.AsArray()),
        _ => null,
    };

    private static string? ListOf(string name, JsonArray array)
    {
        var parts = array.Select(item => name == "cells" && item is JsonObject cell ? RadioCell(cell) : Word(item)).ToList();
        return parts.Contains(null) ? null : FormulaGuard.Guard(ListText.Join(parts!, ';'));
    }

    private static string? RadioCell(JsonObject cell)
    {
        var fields = DeviceColumns.OfCell.Select(field => Word(cell[field])).ToList();
        return fields.Contains(null) ? null : ListText.Join(fields!, ':');
    }

    private static string? Word(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.String => node.GetValue<string>(),
        JsonValueKind.Number => node.ToJsonString(),
        _ => null,
    };

    private static bool IsText(JsonNode? node, string text) => node?.GetValueKind() == JsonValueKind.String && node.GetValue<string>() == text;

    private static bool IsNumber(JsonNode? node) => node?.GetValueKind() == JsonValueKind.Number;
}
