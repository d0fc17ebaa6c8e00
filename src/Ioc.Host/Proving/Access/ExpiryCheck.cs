using System.Net;
using Microsoft.Data.Sqlite;

namespace Ioc.Host.Proving.Access;

/// <summary>What has an end is past it after a restart, as if days had gone by; what has none goes on.</summary>
internal sealed class ExpiryCheck : IAccessCheck
{
    public string Name => "expired";

    public string What => "tokens and sessions past their end, and those that outlive a restart";

    public async Task RunAsync(AccessProof proof)
    {
        var (user, other) = (AccessProof.User("viewer", AccessProof.There), AccessProof.User("editor", AccessProof.There));
        var made = await proof.Server.SendAsync(HttpMethod.Post, $"/api/v1/users/{user}/tokens", new { label = "short", expiresInDays = 1 });
        var token = (string)made["token"]!;
        var (_, old, _) = await proof.SignInAsync(user, AccessProof.Password);
        var (_, lasting, _) = await proof.SignInAsync(other, AccessProof.Password);
        proof.Tally.Allowed(await WithTokenAsync(proof, token) == HttpStatusCode.OK, "a token before its end");
        proof.Tally.Allowed(await proof.WithCookieAsync(HttpMethod.Get, "/api/v1/session", old) == HttpStatusCode.OK, "a cookie before its end");

        proof.Server.Kill();
        LetDaysGoBy(proof.Server.DataDirectory, user);
        await proof.Server.StartAgainAsync();
        proof.Tally.Refused(await WithTokenAsync(proof, token) == HttpStatusCode.Unauthorized, "a token past its end");
        proof.Tally.Refused(await proof.WithCookieAsync(HttpMethod.Get, "/api/v1/session", old) == HttpStatusCode.Unauthorized, "a cookie past its end");
        await using (var line = await HubLine.TryConnectAsync(proof.Server.Url, token))
            proof.Tally.Refused(line is null, "a live connection with a token past its end");
        proof.Tally.Allowed(await proof.WithCookieAsync(HttpMethod.Get, "/api/v1/session", lasting) == HttpStatusCode.OK, "a cookie over a restart");
        proof.Tally.Allowed(await WithTokenAsync(proof, proof.TokenOf(user)) == HttpStatusCode.OK, "a token without an end over a restart");
    }

    private static async Task<HttpStatusCode> WithTokenAsync(AccessProof proof, string token)
    {
        using var client = proof.Stranger();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        using var answer = await client.GetAsync("/api/v1/session");
        return answer.StatusCode;
    }

    private static void LetDaysGoBy(string directory, string user)
    {
        using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = Path.Combine(directory, "operations.db"), Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            UPDATE account_tokens SET expires_at_ms = 1 WHERE user_name = @user AND expires_at_ms IS NOT NULL;
            UPDATE account_sessions SET used_at_ms = 1 WHERE user_name = @user;
            """;
        command.Parameters.AddWithValue("@user", user);
        command.ExecuteNonQuery();
    }
}
