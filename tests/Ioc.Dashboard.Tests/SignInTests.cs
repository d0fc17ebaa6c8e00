using System.Net;
using System.Text.Json;
using Ioc.Silo.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace Ioc.Dashboard.Tests;

/// <summary>Second factors, forced changes, invitations and guesses, as a browser meets them.</summary>
public sealed class SignInTests : IAsyncLifetime
{
    private DashboardServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await DashboardServer.StartAsync(options => options with { PasswordAttemptsPerMinute = 1_000 });

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task An_enrolled_factor_is_asked_for_and_its_code_is_good_once()
    {
        using var browser = new Browser(_server);
        byte[] secret = await EnrolAsync(browser, "operator");
        Assert.True((await browser.GetAsync("/api/v1/session")).GetProperty("secondFactor").GetBoolean());
        using var other = new Browser(_server);
        _server.Time.Advance(TimeSpan.FromMinutes(1));
        string code = Totp.Code(secret, _server.Time.GetUtcNow());
        string ticket = await TicketAsync(other, "operator");
        Assert.Null(other.Cookie("ioc_session"));
        await (await other.SendAsync(HttpMethod.Post, "/api/v1/session/factor", new { ticket, code = "000000" })).ProblemAsync(HttpStatusCode.Unauthorized);
        JsonElement session = await (await other.SendAsync(HttpMethod.Post, "/api/v1/session/factor", new { ticket, code })).JsonAsync();
        Assert.Equal("operator", session.GetProperty("userName").GetString());

        await (await other.SendAsync(HttpMethod.Post, "/api/v1/session/factor", new { ticket, code })).ProblemAsync(HttpStatusCode.Unauthorized);
        string again = await TicketAsync(other, "operator");
        Assert.Contains("used already", await (await other.SendAsync(HttpMethod.Post, "/api/v1/session/factor", new { ticket = again, code })).ProblemAsync(HttpStatusCode.Unauthorized));
    }

    [Fact]
    public async Task Sessions_are_listed_and_one_is_signed_out_at_once()
    {
        using var here = new Browser(_server);
        using var there = new Browser(_server);
        await (await here.SignInAsync("operator")).JsonAsync();
        await (await there.SignInAsync("operator")).JsonAsync();
        JsonElement[] sessions = [.. (await here.GetAsync("/api/v1/account")).GetProperty("account").GetProperty("sessions").EnumerateArray()];
        string other = sessions.Single(session => !session.GetProperty("current").GetBoolean()).GetProperty("id").GetString()!;
        Assert.Equal(HttpStatusCode.NoContent, (await here.SendAsync(HttpMethod.Delete, $"/api/v1/account/sessions/{other}")).StatusCode);
        await (await there.SendAsync(HttpMethod.Get, "/api/v1/session")).ProblemAsync(HttpStatusCode.Unauthorized);
        await here.GetAsync("/api/v1/session");
    }

    [Fact]
    public async Task A_planted_session_is_not_signed_in_into()
    {
        using var victim = new Browser(_server);
        using var attacker = new Browser(_server);
        await (await attacker.SignInAsync("viewer")).JsonAsync();
        string planted = attacker.Cookie("ioc_session")!;
        victim.Plant("ioc_session", planted);
        await (await victim.SignInAsync("operator")).JsonAsync();
        Assert.NotEqual(planted, victim.Cookie("ioc_session"));
        await (await attacker.SendAsync(HttpMethod.Get, "/api/v1/session")).ProblemAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Guesses_wait_longer_and_longer_and_do_not_lock_out_the_owner_where_they_signed_in_before()
    {
        using var owner = new Browser(_server);
        await (await owner.SignInAsync("operator")).JsonAsync();
        using var attacker = new Browser(_server);
        for (int i = 0; i < 10; i++) await (await attacker.SignInAsync("operator", "guess")).ProblemAsync(HttpStatusCode.Unauthorized);
        var waits = new List<int>();
        for (int i = 0; i < 12; i++)
        {
            HttpResponseMessage guess = await attacker.SignInAsync("operator", "guess");
            if (guess.StatusCode == HttpStatusCode.Unauthorized) continue;
            waits.Add(int.Parse(guess.Headers.GetValues("Retry-After").Single(), System.Globalization.CultureInfo.InvariantCulture));
            _server.Time.Advance(TimeSpan.FromSeconds(waits[^1]));
        }

        Assert.Equal([2, 4, 8, 16, 32, 64], waits);
        await (await attacker.SignInAsync("operator", "guess")).ProblemAsync(HttpStatusCode.Unauthorized);
        await (await attacker.SignInAsync("operator", "guess")).ProblemAsync(HttpStatusCode.TooManyRequests);
        await (await owner.SignInAsync("operator")).JsonAsync();
        owner.Forget("ioc_browser");
        await (await owner.SignInAsync("operator")).ProblemAsync(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Unknown_names_are_slowed_like_known_ones()
    {
        using var attacker = new Browser(_server);
        for (int i = 0; i < 11; i++) await attacker.SignInAsync("nobody", "guess");
        await (await attacker.SignInAsync("nobody", "guess")).ProblemAsync(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Whose_password_somebody_else_chose_chooses_another_before_anything_else()
    {
        using HttpClient administrator = _server.Client("administrator");
        await (await administrator.PutAsync("/api/v1/users/operator/password", DashboardServer.Json("""{"password":"chosen-by-another","mustChange":true}"""))).JsonAsync();
        using var browser = new Browser(_server);
        JsonElement session = await (await browser.SignInAsync("operator", "chosen-by-another")).JsonAsync();
        Assert.Equal("changePassword", session.GetProperty("limit").GetString());
        Assert.Contains("choose your own", await (await browser.SendAsync(HttpMethod.Get, "/api/v1/devices")).ProblemAsync(HttpStatusCode.Forbidden));
        var wrong = new { current = "not this", password = "one-of-my-own-1" };
        await (await browser.SendAsync(HttpMethod.Put, "/api/v1/account/password", wrong)).ProblemAsync(HttpStatusCode.Forbidden);
        var right = new { current = "chosen-by-another", password = "one-of-my-own-1" };
        JsonElement changed = await (await browser.SendAsync(HttpMethod.Put, "/api/v1/account/password", right)).JsonAsync();
        Assert.Equal(JsonValueKind.Null, changed.GetProperty("limit").ValueKind);
        await browser.GetAsync("/api/v1/devices");
    }

    [Fact]
    public async Task After_the_days_of_grace_whoever_broadcasts_enrols_a_factor_before_anything_else()
    {
        using var browser = new Browser(_server);
        JsonElement session = await (await browser.SignInAsync("operator")).JsonAsync();
        Assert.Equal((true, JsonValueKind.Null), (session.GetProperty("secondFactorNeeded").GetBoolean(), session.GetProperty("limit").ValueKind));
        _server.Time.Advance(TimeSpan.FromDays(7));
        await (await browser.SignInAsync("operator")).JsonAsync();
        Assert.Contains("second factor", await (await browser.SendAsync(HttpMethod.Get, "/api/v1/devices")).ProblemAsync(HttpStatusCode.Forbidden));
        await EnrolAsync(browser, "operator");
        await browser.GetAsync("/api/v1/devices");
        using var viewer = new Browser(_server);
        await (await viewer.SignInAsync("viewer")).JsonAsync();
        await viewer.GetAsync("/api/v1/devices");
    }

    [Fact]
    public async Task An_invited_person_chooses_a_password_and_signs_in_with_the_roles_of_the_invitation()
    {
        using HttpClient administrator = _server.Client("administrator");
        JsonElement answer = await (await administrator.PostAsync(
            "/api/v1/invitations", DashboardServer.Json("""{"userName":"hoa","fullName":"Hoa","grants":[{"role":"fieldTeam","unitCode":"14758"}]}"""))).JsonAsync();
        string invitation = answer.GetProperty("link").GetString()!.Split("/invitation#")[1];
        using var browser = new Browser(_server);
        JsonElement invited = await (await browser.SendAsync(HttpMethod.Post, "/api/v1/session/invitation", new { invitation })).JsonAsync();
        Assert.Equal(("hoa", true), (invited.GetProperty("userName").GetString(), invited.GetProperty("newAccount").GetBoolean()));
        var accepted = new { invitation, password = "one-of-my-own-1" };
        Assert.Equal(HttpStatusCode.NoContent, (await browser.SendAsync(HttpMethod.Put, "/api/v1/session/invitation", accepted)).StatusCode);
        await (await browser.SendAsync(HttpMethod.Put, "/api/v1/session/invitation", accepted)).ProblemAsync(HttpStatusCode.NotFound);
        JsonElement session = await (await browser.SignInAsync("hoa", "one-of-my-own-1")).JsonAsync();
        Assert.Equal("14758", session.GetProperty("grants")[0].GetProperty("unitCode").GetString());
    }

    [Fact]
    public async Task The_last_administrator_of_the_whole_stays()
    {
        using HttpClient administrator = _server.Client("administrator");
        HttpResponseMessage shut = await administrator.PutAsync("/api/v1/users/administrator/disabled", DashboardServer.Json("""{"disabled":true}"""));
        Assert.Contains("Nobody else", await shut.ProblemAsync(HttpStatusCode.Conflict));
        HttpResponseMessage demoted = await administrator.PutAsync("/api/v1/users/administrator/grants", DashboardServer.Json("""{"grants":[{"role":"viewer"}]}"""));
        await demoted.ProblemAsync(HttpStatusCode.Conflict);
        await _server.AddAsync("other", new Grant(AccountRole.Administrator));
        Assert.Contains("another administrator", await (await administrator.DeleteAsync("/api/v1/users/administrator")).ProblemAsync(HttpStatusCode.Forbidden));
        using HttpClient other = _server.Client("other");
        Assert.Equal(HttpStatusCode.NoContent, (await other.DeleteAsync("/api/v1/users/administrator")).StatusCode);
    }

    [Fact]
    public async Task New_rights_reach_an_open_hub_connection_by_ending_it()
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        await using HubClient client = await HubClient.ConnectAsync(_server, "viewer-token", stop);
        await client.SubscribeAsync("{}", stop);
        await _server.Services.GetRequiredService<IAccounts>().SetGrantsAsync("viewer", [new Grant(AccountRole.Viewer, "14759")], _ => false, stop);
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            while (true) await client.NextAsync(stop);
        });
        Assert.False(stop.IsCancellationRequested);
    }

    private async Task<byte[]> EnrolAsync(Browser browser, string user)
    {
        if (browser.Cookie("ioc_session") is null) await (await browser.SignInAsync(user)).JsonAsync();
        JsonElement start = await (await browser.SendAsync(HttpMethod.Post, "/api/v1/account/totp", new { password = user + "-password" })).JsonAsync();
        Assert.Contains("secret=" + start.GetProperty("secret").GetString(), start.GetProperty("uri").GetString());
        byte[] secret = FromBase32(start.GetProperty("secret").GetString()!);
        var enrolment = new { ticket = start.GetProperty("ticket").GetString(), code = Totp.Code(secret, _server.Time.GetUtcNow()) };
        JsonElement codes = await (await browser.SendAsync(HttpMethod.Put, "/api/v1/account/totp", enrolment)).JsonAsync();
        Assert.Equal(10, codes.GetProperty("recoveryCodes").GetArrayLength());
        return secret;
    }

    private static async Task<string> TicketAsync(Browser browser, string user)
    {
        JsonElement challenge = await (await browser.SignInAsync(user)).JsonAsync(HttpStatusCode.Accepted);
        Assert.Equal(["totp", "recoveryCode"], challenge.GetProperty("factors").EnumerateArray().Select(factor => factor.GetString()));
        return challenge.GetProperty("ticket").GetString()!;
    }

    private static byte[] FromBase32(string text)
    {
        var bytes = new List<byte>();
        (int bits, int held) = (0, 0);
        foreach (char letter in text)
        {
            (bits, held) = ((bits << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter), held + 5);
            if (held < 8) continue;
            held -= 8;
            bytes.Add((byte)(bits >> held));
            bits &= (1 << held) - 1;
        }

        return [.. bytes];
    }
}
