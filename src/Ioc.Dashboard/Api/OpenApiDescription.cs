using Ioc.Dashboard.Problems;
using Ioc.Dashboard.Wire;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Ioc.Dashboard.Api;

/// <summary>What /openapi/v1.json says about the whole.</summary>
internal static class OpenApiDescription
{
    /// <summary>What the hub answers and sends: no call names them, so they are added to the schemas by hand.</summary>
    private static readonly Type[] HubMessages = [typeof(TwinColumns), typeof(TwinChange), typeof(OverviewSnapshotWire), typeof(OverviewChangesWire), typeof(DeviceMessageWire)];

    public static void Configure(OpenApiOptions options)
    {
        options.AddSchemaTransformer(OpenApiWords.Refine);
        options.AddDocumentTransformer(DescribeAsync);
    }

    private static async Task DescribeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "IOC",
            Version = "v1",
            Description = "The people's edge of the provincial operations centre. Errors are problem details (RFC 9457); times are ISO 8601 with offset; "
                + "lists answer items, next (a cursor, or null) and total. The live hub is /hubs/live (SignalR, JSON protocol).",
        };
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            ["token"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" },
            ["session"] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Cookie,
                Name = Access.SessionCookie.Name,
                Description = "Set by POST /api/v1/session; writes also need the header X-Ioc-Request: 1.",
            },
        };
        document.Security =
        [
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("token", document)] = [] },
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("session", document)] = [] },
        ];
        foreach (Type message in HubMessages)
            document.AddComponent(message.Name, await context.GetOrCreateSchemaAsync(message, cancellationToken: cancellationToken));
        document.AddComponent(nameof(Refusal), new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Enum = [.. Enum.GetValues<Refusal>().Select(refusal => (System.Text.Json.Nodes.JsonNode)EnumWords<Refusal>.Word(refusal))],
            Description = $"The type of a refusal's problem details is {Problem.TypePrefix} and one of these; args has the numbers, dates and names that words for it need.",
        });
    }
}
