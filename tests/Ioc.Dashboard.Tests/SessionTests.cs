using System.Net;
using System.Text.Json;
using Ioc.Silo.Accounts;

namespace Ioc.Dashboard.Tests;

public sealed class SessionTests
{
    private const string Password = """{"userName":"operator","password":"operator-password"}""";

    [Fact]
    public async Task An_export_under_way_breaks_off_when_its_token_is_revoked()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        server.Export.IsEndless = true;
        using HttpClient client = server.Client("viewer");
        using HttpResponseMessage response = await client.GetAsync("/api/v1/series/export?device=ls-1&metric=clients", HttpCompletionOption.ResponseHeadersRead);
        await using Stream stream = await response.Content.ReadAsStreamAsync();
        Assert.True(await stream.ReadAsync(new byte[1]) > 0);
        AccountToken token = Assert.Single(server.Tokens.All, one => one.UserName == "viewer");
        Assert.Equal(HttpStatusCode.NoContent, (await server.Client("administrator").DeleteAsync($"/api/v1/users/viewer/tokens/{token.Id}")).StatusCode);
        await Assert.ThrowsAnyAsync<IOException>(() => stream.CopyToAsync(Stream.Null).WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task A_session_reads_and_writes_until_it_is_signed_out()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        using HttpClient client = server.Client();
        string cookie = await SignInAsync(client, Password);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("max-age=43200", cookie, StringComparison.OrdinalIgnoreCase);

        JsonElement who = await (await SendAsync(client, HttpMethod.Get, "/api/v1/session", cookie)).JsonAsync();
        Assert.Equal(("operator", "operator"), (who.GetProperty("userName").GetString(), who.GetProperty("role").GetString()));
        HttpResponseMessage bare = await SendAsync(client, HttpMethod.Post, "/api/v1/alerts/a-1/acknowledge", cookie);
        Assert.Contains("X-Ioc-Request", await bare.ProblemAsync(HttpStatusCode.Forbidden));
        await (await SendAsync(client, HttpMethod.Post, "/api/v1/alerts/a-1/acknowledge", cookie, ours: true)).JsonAsync();

        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(client, HttpMethod.Delete, "/api/v1/session", cookie, ours: true)).StatusCode);
        await (await SendAsync(client, HttpMethod.Get, "/api/v1/session", cookie)).ProblemAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_session_slides_and_ends_twelve_hours_after_its_last_use()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        using HttpClient client = server.Client();
        string cookie = await SignInAsync(client, Password);
        server.Time.Advance(TimeSpan.FromHours(11));
        HttpResponseMessage used = await SendAsync(client, HttpMethod.Get, "/api/v1/session", cookie);
        await used.JsonAsync();
        Assert.Contains("ioc_session=", string.Join(";", used.Headers.GetValues("Set-Cookie")));
        server.Time.Advance(TimeSpan.FromHours(11));
        await (await SendAsync(client, HttpMethod.Get, "/api/v1/session", cookie)).JsonAsync();
        server.Time.Advance(TimeSpan.FromHours(12.1));
        await (await SendAsync(client, HttpMethod.Get, "/api/v1/session", cookie)).ProblemAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_removed_user_is_out_at_once()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        using HttpClient client = server.Client();
        string cookie = await SignInAsync(client, Password);
        Assert.Equal(Silo.Accounts.AccountChange.Done, await server.Accounts.RemoveAsync("operator", CancellationToken.None));
        await (await SendAsync(client, HttpMethod.Get, "/api/v1/session", cookie)).ProblemAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task After_eleven_wrong_passwords_the_next_is_not_even_looked_at()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        using HttpClient client = server.Client();
        for (int i = 0; i < 11; i++)
            await (await client.PostAsync("/api/v1/session", DashboardServer.Json("""{"userName":"operator","password":"no"}"""))).ProblemAsync(HttpStatusCode.Unauthorized);
        HttpResponseMessage limited = await client.PostAsync("/api/v1/session", DashboardServer.Json(Password));
        Assert.Contains("wait 2 seconds", await limited.ProblemAsync(HttpStatusCode.TooManyRequests));
        await (await client.PostAsync("/api/v1/session", DashboardServer.Json(new { token = server.TokenOf("viewer") }))).JsonAsync();
    }

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("{}", HttpStatusCode.BadRequest)]
    [InlineData("null", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    [InlineData("""{"userName":"a","password":"b","token":"c"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"userName":"a","userName":"b","password":"b"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"userName":"a","password":1}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"userName":"a","password":"b","admin":true}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"token":"unknown"}""", HttpStatusCode.Unauthorized)]
    [InlineData("""{"userName":"' OR 1=1 --","password":"x"}""", HttpStatusCode.Unauthorized)]
    public async Task A_bad_sign_in_is_refused(string body, HttpStatusCode expected)
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        HttpResponseMessage response = await server.Client().PostAsync("/api/v1/session", DashboardServer.Json(body));
        await response.ProblemAsync(expected);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    private static async Task<string> SignInAsync(HttpClient client, string body)
    {
        HttpResponseMessage response = await client.PostAsync("/api/v1/session", DashboardServer.Json(body));
        await response.JsonAsync();
        return Assert.Single(response.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("ioc_session=", StringComparison.Ordinal));
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, HttpMethod method, string path, string cookie, bool ours = false)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Cookie", cookie.Split(';')[0]);
        if (ours) request.Headers.Add("X-Ioc-Request", "1");
        return client.SendAsync(request);
    }
}
