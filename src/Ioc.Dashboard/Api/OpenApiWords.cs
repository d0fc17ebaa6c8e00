using System.Text.Json.Nodes;
using Ioc.Dashboard.Wire;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Ioc.Dashboard.Api;

/// <summary>Says in a schema what the types alone do not: which words a text may be, and that a changed twin is an array.</summary>
internal static class OpenApiWords
{
    public static Task Refine(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (object attribute in context.JsonPropertyInfo?.AttributeProvider?.GetCustomAttributes(inherit: false) ?? [])
        {
            IReadOnlyList<string>? words = attribute switch
            {
                WordsAttribute listed => listed.All,
                LiteralAttribute literal => [literal.Text],
                _ => null,
            };
            if (words is null) continue;
            if (attribute is WordsAttribute set) schema.AddExtension("x-words", new JsonNodeExtension(set.Name));
            schema.Enum = [.. words.Select(word => (JsonNode)word)];
            if (schema.Type is { } type && type.HasFlag(JsonSchemaType.Null)) schema.Enum.Add(JsonNullSentinel.JsonNull);
        }

        if (context.JsonTypeInfo.Type == typeof(TwinChange) && context.JsonPropertyInfo is null) AsTuple(schema);
        return Task.CompletedTask;
    }

    /// <summary>The property names stay as the items' titles. JSON Schema's prefixItems, under a name that the library lets pass.</summary>
    private static void AsTuple(OpenApiSchema schema)
    {
        var items = new JsonArray();
        foreach ((string name, IOpenApiSchema property) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
        {
            bool isList = property.Type == JsonSchemaType.Array;
            items.Add(new JsonObject { ["title"] = name, ["type"] = isList ? "array" : "integer" });
            if (isList) items[^1]!["items"] = new JsonObject { ["type"] = "string" };
        }

        schema.MinItems = schema.MaxItems = items.Count;
        schema.Type = JsonSchemaType.Array;
        (schema.Properties, schema.Required, schema.AdditionalPropertiesAllowed) = (null, null, true);
        schema.AddExtension("x-prefix-items", new JsonNodeExtension(items));
    }
}
