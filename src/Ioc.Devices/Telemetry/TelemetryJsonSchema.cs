using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ioc.Devices.Telemetry;

/// <summary>The telemetry table as JSON Schema 2020-12, for people who write firmware; docs/schema holds what this writes.</summary>
internal static class TelemetryJsonSchema
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(DeviceKind kind)
    {
        var schema = TelemetrySchema.For(kind);
        var json = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = $"Telemetry of a {kind.Word()}",
            ["type"] = "object",
            ["properties"] = Properties(schema.Fields, schema),
            ["anyOf"] = new JsonArray([.. schema.Fields.Where(field => field.Name is not ("at" or "seq"))
                .Select(field => (JsonNode)new JsonObject { ["required"] = new JsonArray(field.Name) })]),
        };
        return json.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Properties(IEnumerable<TelemetryField> fields, TelemetrySchema schema) =>
        new(fields.Select(field => KeyValuePair.Create(field.Name, (JsonNode?)Of(field, schema))));

    private static JsonObject Of(TelemetryField field, TelemetrySchema schema) => field.Type switch
    {
        FieldType.Bool => new() { ["type"] = new JsonArray("boolean", "null") },
        FieldType.Word => new() { ["enum"] = new JsonArray([.. field.Words.Select(word => (JsonNode)word), null]) },
        FieldType.Text => new() { ["type"] = new JsonArray("string", "null"), ["maxLength"] = field.TextCharactersMax },
        FieldType.Cells => Array(TelemetryLimits.CellsMax, Cell(schema)),
        FieldType.Alarms => Array(TelemetryLimits.AlarmsMax, Alarm()),
        _ => new()
        {
            ["type"] = new JsonArray(field.Type == FieldType.Whole ? "integer" : "number", "null"),
            ["minimum"] = Whole(field.Min),
            ["maximum"] = Whole(field.Max),
        },
    };

    private static JsonObject Array(int itemsMax, JsonObject items) =>
        new() { ["type"] = new JsonArray("array", "null"), ["maxItems"] = itemsMax, ["items"] = items };

    private static JsonObject Cell(TelemetrySchema schema)
    {
        var properties = Properties(schema.CellFields, schema);
        properties.Insert(0, "id", Text(TelemetryLimits.CellIdCharactersMax));
        properties["id"]!["minLength"] = 1;
        return new() { ["type"] = "object", ["required"] = new JsonArray("id"), ["properties"] = properties };
    }

    private static JsonObject Alarm() => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["id"] = Text(TelemetryLimits.AlarmWordCharactersMax),
            ["probable_cause"] = Text(TelemetryLimits.AlarmWordCharactersMax),
            ["severity"] = Text(TelemetryLimits.AlarmWordCharactersMax),
            ["text"] = Text(TelemetryLimits.AlarmTextCharactersMax),
        },
    };

    private static JsonObject Text(int charactersMax) => new() { ["type"] = "string", ["maxLength"] = charactersMax };

    private static JsonValue Whole(double number) => JsonValue.Create((long)number);
}
