using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ioc.Silo.Accounts;

namespace Ioc.Host.Proving.Access;

/// <summary>Whoever has the password, and even a browser that the account knows, must not get to try codes until one is right.</summary>
internal sealed class FactorGuessingCheck : IAccessCheck
{
    /// <summary>Free attempts (10) and the one after which the first wait begins.</summary>
    private const int LookedAtMax = 11;

    private const int Rounds = 12;
    private const int CodesPerRound = 4;

    public string Name => "factor";

    public string What => "guesses at the second factor's code with the right password, from a browser that the account knows";

    public async Task RunAsync(AccessProof proof)
    {
        var user = AccessProof.User("approver", AccessProof.There);
        var (_, session, browser) = await proof.SignInAsync(user, AccessProof.Password);
        var start = await SendAsync(proof, HttpMethod.Post, "/api/v1/account/totp", session, new { password = AccessProof.Password });
        var enrolment = new { ticket = (string)start.Answer!["ticket"]!, code = Totp.Code(FromBase32((string)start.Answer["secret"]!), proof.Time.GetUtcNow()) };
        proof.Tally.Allowed((await SendAsync(proof, HttpMethod.Put, "/api/v1/account/totp", session, enrolment)).Status == HttpStatusCode.OK, "an authenticator app enrolled");

        var (lookedAt, from) = (0, proof.Time.GetTimestamp());
        for (var round = 0; round < Rounds; round++)
        {
            var (status, challenge) = await SendAsync(proof, HttpMethod.Post, "/api/v1/session", browser, new { userName = user, password = AccessProof.Password });
            if (status != HttpStatusCode.Accepted)
                continue;
            for (var code = 0; code < CodesPerRound; code++)
                lookedAt += (await SendAsync(proof, HttpMethod.Post, "/api/v1/session/factor", browser, new { ticket = (string)challenge!["ticket"]!, code = "no code" })).Status == HttpStatusCode.Unauthorized ? 1 : 0;
        }

        // The waits double from two seconds on: where this takes long, the first of them run out meanwhile.
        var waitedOut = (int)Math.Log2(1 + proof.Time.GetElapsedTime(from).TotalSeconds / 2);
        proof.Tally.Refused(lookedAt > 0 && lookedAt <= LookedAtMax + waitedOut, $"{lookedAt} codes were looked at");
        proof.Tally.Measure("codes_looked_at", lookedAt);
    }

    private static async Task<(HttpStatusCode Status, JsonNode? Answer)> SendAsync(AccessProof proof, HttpMethod method, string path, string cookie, object body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Cookie", cookie);
        request.Headers.Add("X-Ioc-Request", "1");
        using var client = proof.Stranger();
        using var response = await client.SendAsync(request);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync()));
    }

    private static byte[] FromBase32(string text)
    {
        var bytes = new List<byte>();
        var (bits, held) = (0, 0);
        foreach (var letter in text)
        {
            (bits, held) = (((bits << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal)) & 0xFFF, held + 5);
            if (held < 8)
                continue;
            held -= 8;
            bytes.Add((byte)(bits >> held));
        }

        return [.. bytes];
    }
}
