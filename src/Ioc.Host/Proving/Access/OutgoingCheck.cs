using Microsoft.AspNetCore.Http;

namespace Ioc.Host.Proving.Access;

/// <summary>
/// Whether somebody else's word makes the server call an address inside: the identity provider's, which is the only one outside the settings that names addresses. By a
/// redirect, and by a name that stands for this machine.
/// </summary>
internal sealed class OutgoingCheck : IAccessCheck
{
    public string Name => "outgoing";

    public string What => "an identity provider that redirects inside, or says that its keys or tokens are at a name that leads inside";

    public async Task RunAsync(AccessProof proof)
    {
        await using var inside = await CannedHttp.StartAsync();
        // Not 127.0.0.1 as the provider is: a name, which the system's resolver makes that.
        var there = $"http://localhost:{inside.Port}";
        var here = $"http://127.0.0.1:{proof.Provider.Port}";
        using var browser = proof.Stranger();

        proof.Provider.Answer = _ => (StatusCodes.Status307TemporaryRedirect, $"{there}/description", "");
        await GoAsync(proof, browser);
        proof.Tally.Refused(inside.Asked.Count == 0, "a redirect of the provider's description to an address inside");

        proof.Provider.Answer = _ => (StatusCodes.Status200OK, null, Description(here, keys: there, tokens: here));
        await GoAsync(proof, browser);
        proof.Tally.Refused(inside.Asked.Count == 0, "the provider's keys at a name that leads inside");

        foreach (var tokens in (string[])[there, $"{here}/elsewhere"])
        {
            // It keeps what it read of the provider until it is started again.
            proof.Server.Kill();
            await proof.Server.StartAgainAsync();
            using var again = proof.Stranger();
            proof.Provider.Answer = path => path.StartsWith("/elsewhere", StringComparison.Ordinal)
                ? (StatusCodes.Status307TemporaryRedirect, $"{there}/token", "")
                : (StatusCodes.Status200OK, null, path.StartsWith("/keys", StringComparison.Ordinal) ? """{"keys":[]}""" : Description(here, keys: here, tokens));
            var (location, cookies) = await GoAsync(proof, again);
            proof.Tally.Allowed(location.StartsWith(here + "/authorize", StringComparison.Ordinal), "the way to the provider");
            using var callback = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/session/provider/callback?code=x&state={State(location)}");
            callback.Headers.Add("Cookie", cookies);
            using var answer = await again.SendAsync(callback);
            proof.Tally.Refused(answer.Headers.Location?.ToString() == "/?provider=failed", "a sign-in without the provider's token");
            proof.Tally.Refused(inside.Asked.Count == 0, $"tokens at {tokens}, which leads inside");
            proof.Tally.Allowed(tokens == there || proof.Provider.Asked.Any(asked => asked.StartsWith("POST /elsewhere", StringComparison.Ordinal)), "asking the provider itself for tokens");
        }
    }

    private static async Task<(string Location, string Cookies)> GoAsync(AccessProof proof, HttpClient browser)
    {
        using var answer = await browser.GetAsync(new Uri(proof.Server.Url, "/api/v1/session/provider"));
        var set = answer.Headers.TryGetValues("Set-Cookie", out var found) ? string.Join("; ", found.Select(cookie => cookie.Split(';')[0])) : "";
        return (answer.Headers.Location?.ToString() ?? "", set);
    }

    private static string State(string location) => location.Split('?', '&').FirstOrDefault(part => part.StartsWith("state=", StringComparison.Ordinal))?["state=".Length..] ?? "";

    private static string Description(string provider, string keys, string tokens) => $$"""
        {"issuer":"{{provider}}","authorization_endpoint":"{{provider}}/authorize","token_endpoint":"{{tokens}}/token","jwks_uri":"{{keys}}/keys",
        "response_types_supported":["code"],"subject_types_supported":["public"],"id_token_signing_alg_values_supported":["RS256"]}
        """;
}
