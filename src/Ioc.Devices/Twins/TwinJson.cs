using System.Text;
using System.Text.Json.Nodes;
using Ioc.Devices.Telemetry;

namespace Ioc.Devices.Twins;

/// <summary>A twin's values as people and other systems read them.</summary>
internal static class TwinJson
{
    public static JsonObject Of(TwinValues values)
    {
        var json = new JsonObject();
        foreach (var field in values.Schema.Fields.Where(field => values.Has(field.Index)))
        {
            json[field.Name] = field.Type switch
            {
                FieldType.Text => JsonValue.Create(Encoding.UTF8.GetString(values.Text(field))),
                FieldType.Cells => Cells(values),
                FieldType.Alarms => values.Alarms is { } alarms ? JsonNode.Parse(alarms) : null,
                _ => Scalar(field, values.Number(field.Index)),
            };
        }
        ReadOnlySpan<byte> unknown = values.Unknown;
        while (UnknownFields.TryNext(ref unknown, out var name, out var value))
            json[Encoding.UTF8.GetString(name)] = JsonNode.Parse(value);
        return json;
    }

    private static JsonArray Cells(TwinValues values)
    {
        var array = new JsonArray();
        for (var ordinal = 0; ordinal < (values.Cells?.Count ?? 0); ordinal++)
        {
            var cell = new JsonObject { ["id"] = Encoding.UTF8.GetString(values.Cells!.Id(ordinal)) };
            foreach (var field in values.Schema.CellFields)
            {
                var number = values.Cells.Number(ordinal, field.Index);
                if (!double.IsNaN(number))
                    cell[field.Name] = Scalar(field, number);
            }
            array.Add((JsonNode)cell);
        }
        return array;
    }

    private static JsonValue Scalar(TelemetryField field, double number) => field.Type switch
    {
        FieldType.Bool => JsonValue.Create(number == 1),
        FieldType.Word => JsonValue.Create(field.Words[(int)number]),
        _ => JsonValue.Create(number),
    };
}
