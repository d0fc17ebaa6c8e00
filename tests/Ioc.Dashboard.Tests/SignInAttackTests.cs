using System.Net;
using Ioc.Dashboard.Access;
using Ioc.Dashboard.Tests.Fakes;
using Ioc.Silo.Accounts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Ioc.Dashboard.Tests;

/// <summary>What an attacker tries at the door, with guesses, with a password, with a browser that somebody left open.</summary>
public sealed class SignInAttackTests : IAsyncLifetime
{
    private DashboardServer _server = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await DashboardServer.StartAsync(options => options with { PasswordAttemptsPerMinute = 1_000 });

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Wrong_codes_slow_the_account_after_each_right_password_and_from_a_browser_it_knows()
    {
        await _server.Services.GetRequiredService<ISecondFactors>().EnrolTotpAsync("operator", new byte[20], Totp.Code(new byte[20], _server.Time.GetUtcNow()), null, Stop);
        using var thief = new Browser(_server);
        thief.Plant("ioc_browser", await _server.Services.GetRequiredService<IKnownBrowsers>().RememberAsync("operator", Stop));
        int looked = 0;
        HttpResponseMessage last = null!;
        for (int round = 0; round < 6; round++)
        {
            string ticket = (await (await thief.SignInAsync("operator")).JsonAsync(HttpStatusCode.Accepted)).GetProperty("ticket").GetString()!;
            for (int i = 0; i < 3; i++)
            {
                last = await thief.SendAsync(HttpMethod.Post, "/api/v1/session/factor", new { ticket, code = "abcdef" });
                looked += last.StatusCode == HttpStatusCode.Unauthorized ? 1 : 0;
            }
        }

        await last.ProblemAsync(HttpStatusCode.TooManyRequests);
        Assert.Equal(DashboardLimits.FreeAttempts + 1, looked);
        Assert.All(_server.Audit.Entries.Where(entry => entry.Action == Silo.Audit.AuditActions.SignInRefused), entry => Assert.Equal("operator", entry.Subject?.Id));
    }

    [Fact]
    public async Task A_ticket_bears_five_wrong_codes()
    {
        byte[] secret = new byte[20];
        await _server.Services.GetRequiredService<ISecondFactors>().EnrolTotpAsync("operator", secret, Totp.Code(secret, _server.Time.GetUtcNow()), null, Stop);
        using var browser = new Browser(_server);
        string ticket = (await (await browser.SignInAsync("operator")).JsonAsync(HttpStatusCode.Accepted)).GetProperty("ticket").GetString()!;
        for (int i = 0; i < 5; i++) await (await browser.SendAsync(HttpMethod.Post, "/api/v1/session/factor", new { ticket, code = "abcdef" })).ProblemAsync(HttpStatusCode.Unauthorized);
        _server.Time.Advance(TimeSpan.FromMinutes(1));
        string code = Totp.Code(secret, _server.Time.GetUtcNow());
        Assert.Contains("begin again", await (await browser.SendAsync(HttpMethod.Post, "/api/v1/session/factor", new { ticket, code })).ProblemAsync(HttpStatusCode.Unauthorized));
    }

    [Fact]
    public async Task Strangers_guesses_do_not_slow_whoever_is_signed_in()
    {
        using var owner = new Browser(_server);
        await (await owner.SignInAsync("operator")).JsonAsync();
        owner.Forget("ioc_browser");
        using var attacker = new Browser(_server);
        for (int i = 0; i < 12; i++) await attacker.SignInAsync("operator", "guess");
        await (await owner.SendAsync(HttpMethod.Post, "/api/v1/account/totp", new { password = "operator-password" })).JsonAsync();
        for (int i = 0; i < 11; i++) await owner.SendAsync(HttpMethod.Post, "/api/v1/account/totp", new { password = "guess" });
        await (await owner.SendAsync(HttpMethod.Post, "/api/v1/account/totp", new { password = "operator-password" })).ProblemAsync(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public void Guesses_from_many_networks_wait_for_each_other_and_a_new_network_has_a_try()
    {
        SignInAttempts attempts = Attempts(new ManualTime());
        int taken = 0;
        for (int i = 0; i < 200; i++) taken += attempts.Begin(From($"10.0.{i / 10}.1"), "operator") is null ? 1 : 0;
        Assert.InRange(taken, DashboardLimits.FreeAttemptsFromAnywhere, DashboardLimits.FreeAttemptsFromAnywhere + 20);
        Assert.NotNull(attempts.Begin(From("10.0.0.1"), "operator"));
        Assert.Null(attempts.Begin(From("192.0.2.7"), "operator"));
        attempts.Succeeded(From("192.0.2.7"), "operator");
        Assert.Null(attempts.Begin(From("192.0.2.7"), "operator"));
        Assert.Null(attempts.Begin(From("2001:db8:1:1::1"), "viewer"));
        for (int i = 0; i < 10; i++) attempts.Begin(From($"2001:db8:1:{i + 2}::1"), "viewer");
        Assert.NotNull(attempts.Begin(From("2001:db8:1:ffff::1"), "viewer"));
    }

    [Fact]
    public void Who_guesses_at_one_account_or_mistypes_keeps_nobody_else_of_the_office_out()
    {
        var time = new ManualTime();
        SignInAttempts attempts = Attempts(time);
        for (int i = 0; i < 1_000; i++)
        {
            attempts.Begin(From("10.0.0.1"), "operator");
            time.Advance(TimeSpan.FromMilliseconds(10));
        }

        Assert.NotNull(attempts.Begin(From("10.0.0.1"), "operator"));
        for (int i = 0; i < 40; i++) Assert.Null(attempts.Begin(From("10.0.0.1"), $"colleague-{i}"));
        for (int i = 0; i < 500; i++)
        {
            Assert.Null(attempts.Begin(From("10.0.0.1"), $"rightly-{i}"));
            attempts.Succeeded(From("10.0.0.1"), $"rightly-{i}");
        }
    }

    [Fact]
    public void One_guess_at_each_of_many_accounts_has_a_hundred_from_one_network_and_then_ten_a_minute()
    {
        var time = new ManualTime();
        SignInAttempts attempts = Attempts(time);
        Assert.Equal(100, Spray("first"));
        Assert.InRange(attempts.Begin(From("10.0.0.1"), "owner")!.Value, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(6));
        Assert.Null(attempts.Begin(From("10.0.0.2"), "owner"));
        time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(1, Spray("second"));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(10, Spray("third"));
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(100, Spray("fourth"));

        int Spray(string names) => Enumerable.Range(0, 300).Count(i => attempts.Begin(From("10.0.0.1"), $"{names}-{i}") is null);
    }

    [Fact]
    public void Guessed_codes_are_remembered_for_a_day()
    {
        var time = new ManualTime();
        SignInAttempts attempts = Attempts(time);
        while (attempts.BeginCode("operator") is null)
        {
            // The free ones.
        }

        time.Advance(TimeSpan.FromHours(2));
        Assert.Null(attempts.BeginCode("operator"));
        Assert.NotNull(attempts.BeginCode("operator"));
        time.Advance(TimeSpan.FromDays(1));
        Assert.Null(attempts.BeginCode("operator"));
        Assert.Null(attempts.BeginCode("operator"));
    }

    [Fact]
    public void A_flood_of_questions_pushes_nobody_out_who_showed_a_password()
    {
        var tickets = new SignInTickets(_server.Time);
        string half = tickets.Issue("second factor", "operator");
        string asked = tickets.Issue("passkey", "operator");
        for (int i = 0; i <= DashboardLimits.TicketsMax; i++) tickets.Issue("passkey", "");
        Assert.NotNull(tickets.Look("second factor", half));
        Assert.NotNull(tickets.Look("passkey", asked));
    }

    [Fact]
    public async Task Strangers_passwords_wait_in_a_short_lane_and_a_known_browser_in_none()
    {
        using var lanes = new PasswordLanes();
        IDisposable first = (await lanes.EnterAsync(isKnown: false, Stop))!;
        Task<IDisposable?>[] waiting = [.. Enumerable.Range(0, DashboardLimits.PasswordsWaitingMax).Select(_ => lanes.EnterAsync(isKnown: false, Stop))];
        Assert.Null(await lanes.EnterAsync(isKnown: false, Stop));
        Assert.NotNull(await lanes.EnterAsync(isKnown: true, Stop));
        first.Dispose();
        foreach (Task<IDisposable?> place in waiting) (await place)!.Dispose();
        Assert.NotNull(await lanes.EnterAsync(isKnown: false, Stop));
    }

    [Theory]
    [InlineData("https://ioc.example.vn", "ioc.example.vn", false, true)]
    [InlineData("http://localhost:8080", "localhost:8080", false, true)]
    [InlineData("https://evil.example.vn", "ioc.example.vn", false, false)]
    [InlineData("https://evil.ioc.example.vn", "ioc.example.vn", false, false)]
    [InlineData("http://ioc.example.vn", "ioc.example.vn", false, false)]
    [InlineData("https://ioc.example.vn", "ioc.example.vn", true, false)]
    [InlineData("null", "ioc.example.vn", false, false)]
    public void A_passkey_counts_from_a_page_of_the_host_it_is_for_whatever_the_relay_says(string page, string host, bool isFramed, bool counts)
    {
        var http = new DefaultHttpContext();
        http.Request.Host = new HostString(host);
        http.Request.Headers.Origin = page;
        Assert.Equal(counts, PasskeyCeremony.IsOurs(new PasskeyOriginValidationContext { HttpContext = http, Origin = page, CrossOrigin = isFramed, TopOrigin = null }));
    }

    [Fact]
    public async Task A_token_learns_nothing_of_its_owners_sessions_and_ends_none_and_an_open_browser_removes_no_passkey()
    {
        using var owner = new Browser(_server);
        await (await owner.SignInAsync("viewer")).JsonAsync();
        await _server.Services.GetRequiredService<IPasskeys>().AddAsync(new Passkey("AAAA", "viewer", "key", [1], 0, [], false, false, _server.Time.GetUtcNow(), null), null, Stop);
        await (await owner.SignInAsync("viewer")).JsonAsync(HttpStatusCode.Accepted);
        string session = Secret.Key(await _server.Services.GetRequiredService<ISessions>().OpenAsync(new NewSession("viewer", null, "10.9.8.7", null, true), Stop))[..16];
        using HttpClient token = _server.Client("viewer");
        Assert.DoesNotContain("10.9.8.7", await token.GetStringAsync("/api/v1/account", Stop), StringComparison.Ordinal);
        await (await token.DeleteAsync("/api/v1/account/sessions/" + session, Stop)).ProblemAsync(HttpStatusCode.Forbidden);
        using var request = new HttpRequestMessage(HttpMethod.Delete, "/api/v1/account/passkeys/AAAA") { Content = DashboardServer.Json("""{"password":"viewer-password"}""") };
        await (await token.SendAsync(request, Stop)).ProblemAsync(HttpStatusCode.Forbidden);

        owner.Plant("ioc_session", await _server.Services.GetRequiredService<ISessions>().OpenAsync(new NewSession("viewer", null, null, null, true), Stop));
        await (await owner.SendAsync(HttpMethod.Delete, "/api/v1/account/passkeys/AAAA", new { password = "guess" })).ProblemAsync(HttpStatusCode.Forbidden);
        Assert.Single(_server.Services.GetRequiredService<IPasskeys>().Of("viewer"));
        Assert.Equal(HttpStatusCode.NoContent, (await owner.SendAsync(HttpMethod.Delete, "/api/v1/account/passkeys/AAAA", new { password = "viewer-password" })).StatusCode);
    }

    private SignInAttempts Attempts(ManualTime time) =>
        new(new SignInThrottle(time), new DashboardOptions { DataDirectory = "d" }, _server.Services.GetRequiredService<IKnownBrowsers>());

    private static DefaultHttpContext From(string address)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse(address);
        return http;
    }
}
