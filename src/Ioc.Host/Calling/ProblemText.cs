using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ioc.Host.Calling;

/// <summary>Turns a refusal (RFC 9457 problem details) into a line for people.</summary>
internal static class ProblemText
{
    public static string Of(int status, ReadOnlySpan<byte> body)
    {
        var said = TryReadDetail(body);
        return status switch
        {
            401 => said ?? "The server does not know this token. Use the one in DIR/admin.token, or make one with `ioc token create`.",
            403 => said ?? "This token's user may not do that: it needs an administrator.",
            422 => said ?? "The server refused rows.",
            _ => said ?? $"The server answered {status}.",
        };
    }

    private static string? TryReadDetail(ReadOnlySpan<byte> body)
    {
        try
        {
            var problem = JsonNode.Parse(body) as JsonObject;
            return Text(problem?["detail"]) ?? Text(problem?["title"]);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;
}
