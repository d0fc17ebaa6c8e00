using System.Text;
using System.Text.Json.Nodes;

namespace Ioc.Host.Tests.Serving;

/// <summary>
/// The web app's types of the wire, written from /openapi/v1.json: an interface for each schema, a list and a union for each set of words.
/// C# names that end in Wire lose it; PageOfAlertWire becomes Page&lt;Alert&gt;.
/// </summary>
internal sealed class WireTypes(JsonObject schemas)
{
    private const string PageOf = "PageOf";
    private readonly SortedDictionary<string, string> _words = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _interfaces = new(StringComparer.Ordinal);

    /// <summary>The hub's messages hold their parts in place, where calls refer to them; a part is known by its members.</summary>
    private readonly Dictionary<string, string> _namesByMembers = schemas.Where(pair => pair.Value!["properties"] is not null)
        .GroupBy(pair => Members(pair.Value!["properties"]!.AsObject())).ToDictionary(group => group.Key, group => Name(group.First().Key), StringComparer.Ordinal);

    public static string Write(JsonNode document) => new WireTypes(document["components"]!["schemas"]!.AsObject()).Write();

    private string Write()
    {
        foreach (var (schemaName, node) in schemas)
        {
            var schema = node!.AsObject();
            if (schemaName.StartsWith(PageOf, StringComparison.Ordinal)) _interfaces["Page"] = "export interface Page<T> {\n  items: T[];\n  next: string | null;\n  total: number;\n}\n";
            else if (schemaName == "JsonObject") _interfaces["JsonObject"] = "export type JsonValue = string | number | boolean | null | JsonValue[] | { [field: string]: JsonValue };\n\nexport type JsonObject = Record<string, JsonValue>;\n";
            else if (schemaName != "JsonElement") _interfaces[Name(schemaName)] = Declare(Name(schemaName), schema);
        }

        var text = new StringBuilder("// What the server says and hears, written from its /openapi/v1.json by tests/Ioc.Host.Tests/Serving/WireTypesTests.cs. Not to be edited:\n// IOC_WRITE_TYPES=1 dotnet test tests/Ioc.Host.Tests --filter WireTypes\n\n");
        foreach (var words in _words.Values) text.Append(words);
        text.Append('\n').AppendJoin('\n', _interfaces.Values);
        return text.ToString();
    }

    private string Declare(string name, JsonObject schema)
    {
        if (schema["properties"] is not JsonObject properties) return $"export type {name} = {Type(schema)};\n";
        var required = schema["required"]?.AsArray().Select(one => (string)one!).ToHashSet(StringComparer.Ordinal) ?? [];
        var members = properties.Select(pair => $"  {pair.Key}{(required.Contains(pair.Key) ? "" : "?")}: {Type(pair.Value!.AsObject())};\n");
        return $"export interface {name} {{\n{string.Concat(members)}}}\n";
    }

    private string Type(JsonObject schema)
    {
        if (schema["$ref"] is { } reference) return Name(((string)reference!).Split('/')[^1]);
        if (schema["oneOf"] is JsonArray oneOf) return string.Join(" | ", oneOf.Select(one => Type(one!.AsObject())).OrderBy(one => one == "null"));
        if (schema["enum"] is JsonArray words) return Words(schema, words);
        if (schema["x-prefix-items"] is JsonArray tuple) return $"[{string.Join(", ", tuple.Select(one => $"{one!["title"]}: {Type(one.AsObject())}"))}]";
        var types = schema["type"] switch
        {
            JsonArray several => several.Select(one => (string)one!),
            { } one => [(string)one!],
            null => ["unknown"],
        };
        return string.Join(" | ", types.OrderBy(one => one == "null").Select(one => OfType(one, schema)));
    }

    private string OfType(string type, JsonObject schema) => type switch
    {
        "integer" or "number" => "number",
        "array" => Type(schema["items"]?.AsObject() ?? []) is var item && item.Contains(' ', StringComparison.Ordinal) ? $"({item})[]" : item + "[]",
        "object" when schema["additionalProperties"] is JsonObject values => $"Record<string, {Type(values)}>",
        "object" when schema["properties"] is JsonObject members => _namesByMembers.GetValueOrDefault(Members(members)) ?? throw new InvalidDataException($"no schema has the members {Members(members)}"),
        "object" => "Record<string, unknown>",
        _ => type,
    };

    private string Words(JsonObject schema, JsonArray words)
    {
        var literals = words.Where(word => word is not null).Select(word => $"'{word}'").ToList();
        var orNull = literals.Count < words.Count || schema["type"] is JsonArray ? " | null" : "";
        if ((string?)schema["x-words"] is not { } name) return string.Join(" | ", literals) + orNull;
        var list = $"{char.ToLowerInvariant(name[0])}{name[1..]}Words";
        _words[name] = $"export const {list} = [{string.Join(", ", literals)}] as const;\nexport type {name} = (typeof {list})[number];\n";
        return name + orNull;
    }

    private static string Members(JsonObject properties) => string.Join(' ', properties.Select(pair => pair.Key));

    private static string Name(string schema)
    {
        if (schema.StartsWith(PageOf, StringComparison.Ordinal)) return $"Page<{Name(schema[PageOf.Length..])}>";
        if (schema == "JsonElement") return "unknown";
        return schema.EndsWith("Wire", StringComparison.Ordinal) ? schema[..^4] : schema;
    }
}
