using System.Text.Json;
using Ioc.Dashboard.Problems;
using Ioc.Dashboard.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ioc.Dashboard.Api;

/// <summary>Reads a request's JSON, with a refusal that says where it is wrong. Its size is bounded by the endpoint's own limit.</summary>
internal static class JsonBody
{
    /// <summary>The value, or the refusal; never both.</summary>
    public static async Task<(T? Value, ProblemHttpResult? Refusal)> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class
    {
        if (!request.HasJsonContentType()) return (null, Problem.Of(415));
        try
        {
            T? value = await JsonSerializer.DeserializeAsync<T>(request.Body, WireJson.Options, cancellationToken);
            return value is null ? (null, Problem.BadRequest("The body is null: send an object.")) : (value, null);
        }
        catch (JsonException malformed)
        {
            return (null, Problem.BadRequest(Explain(malformed)));
        }
        catch (BadHttpRequestException refused) when (refused.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (null, Problem.Of(413));
        }
    }

    /// <summary>The parser's place, not its text: that names our types.</summary>
    private static string Explain(JsonException malformed)
    {
        string where = malformed.Path is { Length: > 1 and <= 200 } path ? $" at {path}" : "";
        string line = malformed.LineNumber is { } number ? $", line {number + 1}" : "";
        return $"The body is not the JSON this call takes{where}{line}: a member is unknown, missing, doubled or of another type. See /openapi/v1.json.";
    }
}
