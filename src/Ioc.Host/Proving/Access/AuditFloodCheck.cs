using System.Net;
using System.Text.Json.Nodes;

namespace Ioc.Host.Proving.Access;

/// <summary>Rows of the audit stay for ever, and without it nothing is done: whether a stranger can fill it, or write their own words into it.</summary>
internal sealed class AuditFloodCheck : IAccessCheck
{
    private const int Calls = 300;

    /// <summary>What names nobody is written ten times a minute.</summary>
    private const int RowsMax = 30;

    private const string Mark = "forged-by-nobody";

    public string Name => "flood";

    public string What => "hundreds of bad tickets, invitations, tokens and long names by nobody, and how many rows of the audit they leave";

    public async Task RunAsync(AccessProof proof)
    {
        var before = await RowsAsync(proof, "");
        using var stranger = proof.Stranger();
        stranger.DefaultRequestHeaders.Add("X-Ioc-Reason", Mark);
        (HttpMethod, string, string)[] calls =
        [
            (HttpMethod.Put, "/api/v1/session/invitation", $$"""{"invitation":"{{Mark}}","password":"{{AccessProof.Password}}"}"""),
            (HttpMethod.Put, "/api/v1/session/invitation", $$"""{"invitation":"x","password":"x","userName":"{{Mark}}","grants":[{"role":"administrator"}]}"""),
            (HttpMethod.Post, "/api/v1/session/factor", """{"ticket":"x","code":"123456"}"""),
            (HttpMethod.Post, "/api/v1/session/passkey", """{"ticket":"x","credential":{}}"""),
            (HttpMethod.Post, "/api/v1/session", """{"token":"ioc_x"}"""),
            (HttpMethod.Post, "/api/v1/session", $$"""{"userName":"{{new string('a', 65)}}","password":"x"}"""),
        ];
        for (var number = 0; number < Calls; number++)
        {
            var (method, path, body) = calls[number % calls.Length];
            using var request = new HttpRequestMessage(method, path) { Content = AccessProof.Json(body) };
            using var answer = await stranger.SendAsync(request);
            proof.Tally.Refused(answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.NotFound or HttpStatusCode.TooManyRequests, $"nobody: {method} {path} ({(int)answer.StatusCode})");
        }

        var left = await RowsAsync(proof, "") - before;
        proof.Tally.Refused(left <= RowsMax, $"{left} rows of the audit by {Calls} calls of nobody");
        proof.Tally.Refused(await RowsAsync(proof, "?q=" + Mark) == 0, "a stranger's own words in the audit");
        proof.Tally.Measure("flood_rows", left);
    }

    private static async Task<long> RowsAsync(AccessProof proof, string query) =>
        (long)JsonNode.Parse(await proof.Server.Http.GetStringAsync("/api/v1/audit" + query))!["total"]!;
}
