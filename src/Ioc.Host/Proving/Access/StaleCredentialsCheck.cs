using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Ioc.Host.Proving.Access;

/// <summary>What was good once: cookies after sign-out, revoked tokens, shut accounts; and their open connections.</summary>
internal sealed class StaleCredentialsCheck : IAccessCheck
{
    /// <summary>"At once": an ended connection is told, it does not wait for a heartbeat of five seconds.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(3);

    private static readonly string[] ExportAlone = ["exportData"];

    public string Name => "stale";

    public string What => "replayed and revoked cookies and tokens, planted sessions, shut accounts, used invitations, and connections that were open before";

    public async Task RunAsync(AccessProof proof)
    {
        await CookiesAsync(proof);
        await TokensAsync(proof);
        await AccountsAsync(proof);
        await InvitationsAsync(proof);
    }

    private static async Task CookiesAsync(AccessProof proof)
    {
        var user = AccessProof.User("operator", AccessProof.Here);
        var (_, cookie, _) = await proof.SignInAsync(user, AccessProof.Password);
        proof.Tally.Allowed(await proof.WithCookieAsync(HttpMethod.Get, "/api/v1/session", cookie) == HttpStatusCode.OK, "a fresh cookie");
        await using (var line = await HubLine.TryConnectAsync(proof.Server.Url, null, cookie))
        {
            await proof.WithCookieAsync(HttpMethod.Delete, "/api/v1/session", cookie);
            proof.Tally.Refused(await proof.WithCookieAsync(HttpMethod.Get, "/api/v1/session", cookie) == HttpStatusCode.Unauthorized, "a cookie after sign-out");
            proof.Tally.Refused(line is not null && await line.EndsAsync(proof.Time, AtOnce), "a live connection after sign-out");
        }

        var (_, planted, _) = await proof.SignInAsync(AccessProof.User("viewer", AccessProof.There), AccessProof.Password);
        var (_, fresh, _) = await proof.SignInAsync(user, AccessProof.Password, planted);
        proof.Tally.Refused(fresh != planted && await proof.WithCookieAsync(HttpMethod.Get, "/api/v1/session", planted) == HttpStatusCode.Unauthorized, "a planted session");
        var (_, invented, _) = await proof.SignInAsync(user, AccessProof.Password, "ioc_session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        proof.Tally.Refused(invented.Length > 20 && !invented.EndsWith("AAAA", StringComparison.Ordinal), "a session id that the browser chose");

        await proof.Server.SendAsync(HttpMethod.Put, $"/api/v1/users/{user}/password", new { password = AccessProof.Password });
        proof.Tally.Refused(await proof.WithCookieAsync(HttpMethod.Get, "/api/v1/session", invented) == HttpStatusCode.Unauthorized, "a cookie after the password was reset");
    }

    private static async Task TokensAsync(AccessProof proof)
    {
        var user = AccessProof.User("viewer", AccessProof.Here);
        var made = await proof.Server.SendAsync(HttpMethod.Post, $"/api/v1/users/{user}/tokens", new { label = "brief", permissions = ExportAlone });
        var (token, id) = ((string)made["token"]!, (string)made["entry"]!["id"]!);
        using var client = proof.Stranger();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        using (var beyond = await client.GetAsync("/api/v1/devices"))
            proof.Tally.Refused(beyond.StatusCode == HttpStatusCode.Forbidden, "a token beyond its permissions");
        var wide = await proof.Server.SendAsync(HttpMethod.Post, $"/api/v1/users/{user}/tokens", new { label = "wide" });
        await using var line = await HubLine.TryConnectAsync(proof.Server.Url, (string)wide["token"]!);
        await proof.DoAsync(HttpMethod.Delete, $"/api/v1/users/{user}/tokens/{(string)wide["entry"]!["id"]!}");
        proof.Tally.Refused(line is not null && await line.EndsAsync(proof.Time, AtOnce), "a live connection of a revoked token");
        await proof.DoAsync(HttpMethod.Delete, $"/api/v1/users/{user}/tokens/{id}");
        using (var revoked = await client.GetAsync("/api/v1/session"))
            proof.Tally.Refused(revoked.StatusCode == HttpStatusCode.Unauthorized, "a revoked token");
        foreach (var wrong in (string[])["", "ioc_", token[..^1], token + "A", token.ToUpperInvariant(), new string('A', 4_000)])
        {
            using var guess = proof.Stranger();
            guess.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Bearer " + wrong);
            using var answer = await guess.GetAsync("/api/v1/session");
            proof.Tally.Refused(answer.StatusCode == HttpStatusCode.Unauthorized, "a token that nobody made");
        }
    }

    private static async Task AccountsAsync(AccessProof proof)
    {
        var user = AccessProof.User("fieldTeam", AccessProof.There);
        var (_, cookie, _) = await proof.SignInAsync(user, AccessProof.Password);
        await using var line = await HubLine.TryConnectAsync(proof.Server.Url, proof.TokenOf(user));
        await proof.Server.SendAsync(HttpMethod.Put, $"/api/v1/users/{user}/disabled", new { disabled = true });
        proof.Tally.Refused(await proof.WithCookieAsync(HttpMethod.Get, "/api/v1/session", cookie) == HttpStatusCode.Unauthorized, "a cookie of a shut account");
        using (var client = proof.As(user))
        using (var answer = await client.GetAsync("/api/v1/session"))
            proof.Tally.Refused(answer.StatusCode == HttpStatusCode.Unauthorized, "a token of a shut account");
        proof.Tally.Refused(line is not null && await line.EndsAsync(proof.Time, AtOnce), "a live connection of a shut account");
        proof.Tally.Refused((await proof.SignInAsync(user, AccessProof.Password)).Status == HttpStatusCode.Unauthorized, "the password of a shut account");
        await proof.Server.SendAsync(HttpMethod.Put, $"/api/v1/users/{user}/disabled", new { disabled = false });
        proof.Tally.Allowed((await proof.SignInAsync(user, AccessProof.Password)).Status == HttpStatusCode.OK, "an account that was opened again");
    }

    private static async Task InvitationsAsync(AccessProof proof)
    {
        var made = await proof.Server.SendAsync(HttpMethod.Post, "/api/v1/invitations", new { userName = "guest", grants = new[] { new JsonObject { ["role"] = "viewer", ["unitCode"] = AccessProof.Here } } });
        var invitation = ((string)made["link"]!).Split('#')[1];
        using var stranger = proof.Stranger();
        using (var accepted = await stranger.PutAsJsonAsync("/api/v1/session/invitation", new { invitation, password = AccessProof.Password }))
            proof.Tally.Allowed(accepted.IsSuccessStatusCode, "an invitation");
        using (var again = await stranger.PutAsJsonAsync("/api/v1/session/invitation", new { invitation, password = AccessProof.Password }))
            proof.Tally.Refused(again.StatusCode == HttpStatusCode.NotFound, "an invitation used twice");
        await DismissedAsync(proof, stranger);
        using (var guessed = await stranger.PutAsJsonAsync("/api/v1/session/invitation", new { invitation = new string('A', 43), password = AccessProof.Password }))
            proof.Tally.Refused(guessed.StatusCode == HttpStatusCode.NotFound, "an invitation that nobody made");
    }

    /// <summary>A chief who made a link for the time after.</summary>
    private static async Task DismissedAsync(AccessProof proof, HttpClient stranger)
    {
        await proof.Server.SendAsync(HttpMethod.Put, "/api/v1/users/leaving", new { password = AccessProof.Password, role = "administrator" });
        using var leaving = proof.Stranger();
        leaving.DefaultRequestHeaders.Authorization = new("Bearer", (string)(await proof.Server.SendAsync(HttpMethod.Post, "/api/v1/users/leaving/tokens", new { label = "t" }))["token"]!);
        using var made = await leaving.PostAsJsonAsync("/api/v1/invitations", new { userName = "again", grants = new[] { new JsonObject { ["role"] = "administrator" } } });
        var invitation = ((string)JsonNode.Parse(await made.Content.ReadAsStringAsync())!["link"]!).Split('#')[1];
        await proof.Server.SendAsync(HttpMethod.Put, "/api/v1/users/leaving/disabled", new { disabled = true });
        using var answer = await stranger.PutAsJsonAsync("/api/v1/session/invitation", new { invitation, password = AccessProof.Password });
        proof.Tally.Refused(answer.StatusCode == HttpStatusCode.NotFound, "the invitation of somebody dismissed");
    }
}
