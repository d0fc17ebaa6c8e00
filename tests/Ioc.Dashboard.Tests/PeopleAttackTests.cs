using System.Net;
using System.Text.Json;
using Ioc.Dashboard.Tests.Fakes;
using Ioc.Silo.Accounts;

namespace Ioc.Dashboard.Tests;

/// <summary>What somebody tries who administers people, or has the browser of somebody who does.</summary>
public sealed class PeopleAttackTests : IAsyncLifetime
{
    private const string Password = "twelve-letters-or-more";

    private DashboardServer _server = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await DashboardServer.StartAsync();
        await _server.AddAsync("chief", new Grant(AccountRole.Administrator));
        await _server.AddAsync("commune", new Grant(AccountRole.Administrator, "14758"));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("shut")]
    [InlineData("erased")]
    [InlineData("demoted")]
    [InlineData("back again")]
    public async Task The_link_of_somebody_dismissed_opens_nothing(string end)
    {
        string invitation = await InviteAsync("chief", """{"userName":"x1","grants":[{"role":"administrator"}],"days":30}""");
        if (end is "shut" or "back again") await _server.Accounts.SetDisabledAsync("chief", true, Stop);
        if (end == "back again") await _server.Accounts.SetDisabledAsync("chief", false, Stop);
        if (end == "erased") await _server.Accounts.RemoveAsync("chief", Stop);
        if (end == "demoted") await _server.Accounts.SetGrantsAsync("chief", [new Grant(AccountRole.Administrator, "14758"), new Grant(AccountRole.Operator)], _ => true, Stop);
        await (await AcceptAsync(invitation)).ProblemAsync(HttpStatusCode.NotFound);
        Assert.Null(_server.Accounts.Find("x1"));
    }

    [Fact]
    public async Task An_invitation_for_a_new_account_opens_none_that_was_made_since()
    {
        string invitation = await InviteAsync("commune", """{"userName":"pho.ct","grants":[{"role":"viewer","unitCode":"14758"}]}""");
        await _server.AddAsync("pho.ct", new Grant(AccountRole.Administrator));
        await (await AcceptAsync(invitation)).ProblemAsync(HttpStatusCode.NotFound);
        Assert.NotNull(await _server.Accounts.CheckPasswordAsync("pho.ct", "pho.ct-password", Stop));
    }

    [Fact]
    public async Task A_link_for_a_new_password_ends_with_the_roles_it_was_made_for()
    {
        await _server.AddAsync("pho.ct", new Grant(AccountRole.Viewer, "14758"));
        using HttpClient commune = _server.Client("commune");
        string invitation = Link(await (await commune.PostAsync("/api/v1/users/pho.ct/invitation", null, Stop)).JsonAsync());
        using HttpClient chief = _server.Client("chief");
        await (await chief.PutAsync("/api/v1/users/pho.ct/grants", DashboardServer.Json("""{"grants":[{"role":"administrator"}]}"""), Stop)).JsonAsync();
        await (await AcceptAsync(invitation)).ProblemAsync(HttpStatusCode.NotFound);
        Assert.NotNull(await _server.Accounts.CheckPasswordAsync("pho.ct", "pho.ct-password", Stop));
    }

    [Fact]
    public async Task Whose_roles_the_province_took_away_belongs_to_no_commune()
    {
        await _server.AddAsync("stripped");
        using HttpClient commune = _server.Client("commune");
        await (await commune.PutAsync("/api/v1/users/stripped/password", DashboardServer.Json(new { password = Password }), Stop)).ProblemAsync(HttpStatusCode.NotFound);
        Assert.DoesNotContain("stripped", await commune.GetStringAsync("/api/v1/users", Stop), StringComparison.Ordinal);
        using HttpClient chief = _server.Client("chief");
        await (await chief.PutAsync("/api/v1/users/stripped/password", DashboardServer.Json(new { password = Password }), Stop)).JsonAsync();
    }

    [Fact]
    public async Task Nobody_gives_roles_where_they_administer_nobody()
    {
        await _server.AddAsync("both", new Grant(AccountRole.Administrator, "14758"), new Grant(AccountRole.Operator, "14759"));
        using HttpClient both = _server.Client("both");
        foreach ((string unit, HttpStatusCode status) in ((string, HttpStatusCode)[])[("14759", HttpStatusCode.Forbidden), ("14758", HttpStatusCode.OK)])
        {
            HttpResponseMessage added = await both.PutAsync("/api/v1/users/friend", DashboardServer.Json($$"""{"password":"{{Password}}","grants":[{"role":"viewer","unitCode":"{{unit}}"}]}"""), Stop);
            Assert.Equal(status, added.StatusCode);
        }
    }

    [Theory]
    [InlineData("PUT", "/password", """{"password":"twelve-letters-or-more"}""")]
    [InlineData("DELETE", "/factors", null)]
    [InlineData("POST", "/tokens", """{"label":"for ever"}""")]
    [InlineData("POST", "/invitation", null)]
    [InlineData("DELETE", "", null)]
    public async Task An_open_browser_does_not_become_the_account(string method, string path, string? body)
    {
        using var stolen = new Browser(_server);
        await (await stolen.SignInAsync("chief")).JsonAsync();
        object? sent = body is null ? null : JsonElement.Parse(body);
        await (await stolen.SendAsync(new HttpMethod(method), "/api/v1/users/chief" + path, sent)).ProblemAsync(HttpStatusCode.Forbidden);
        Assert.True((await stolen.SendAsync(new HttpMethod(method), "/api/v1/users/commune" + path, sent)).IsSuccessStatusCode);
        using HttpClient elsewhere = _server.Client("chief");
        elsewhere.DefaultRequestHeaders.Add("X-Forwarded-For", "192.0.2.1");
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/v1/users/chief" + path) { Content = body is null ? null : DashboardServer.Json(body) };
        await (await elsewhere.SendAsync(request, Stop)).ProblemAsync(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_browser_that_was_left_open_changes_nobodys_rights_until_the_password_is_shown_again()
    {
        using var open = new Browser(_server);
        await (await open.SignInAsync("chief")).JsonAsync();
        var grants = new { grants = new[] { new { role = "administrator" } } };
        await (await open.SendAsync(HttpMethod.Put, "/api/v1/users/viewer/grants", grants)).JsonAsync();
        _server.Time.Advance(TimeSpan.FromMinutes(DashboardLimits.ProofMinutes + 1));
        HttpResponseMessage wanted = await open.SendAsync(HttpMethod.Put, "/api/v1/users/commune/grants", grants);
        Assert.Equal("urn:ioc:problem:proof", (await wanted.JsonAsync(HttpStatusCode.Forbidden)).GetProperty("type").GetString());
        await open.GetAsync("/api/v1/users");
        await (await open.SendAsync(HttpMethod.Post, "/api/v1/account/proof", new { password = "guess" })).ProblemAsync(HttpStatusCode.Forbidden);
        await (await open.SendAsync(HttpMethod.Put, "/api/v1/users/commune/grants", grants)).ProblemAsync(HttpStatusCode.Forbidden);
        Assert.Equal(HttpStatusCode.NoContent, (await open.SendAsync(HttpMethod.Post, "/api/v1/account/proof", new { password = "chief-password" })).StatusCode);
        await (await open.SendAsync(HttpMethod.Put, "/api/v1/users/commune/grants", grants)).JsonAsync();
    }

    [Fact]
    public async Task Who_acted_stays_known_for_a_year_after_the_account_is_gone()
    {
        using HttpClient chief = _server.Client("chief");
        Assert.Equal(HttpStatusCode.NoContent, (await chief.DeleteAsync("/api/v1/users/commune", Stop)).StatusCode);
        FakeAudit audit = _server.Audit;
        Assert.Empty(audit.Forgotten);
        audit.At = _server.Time.GetUtcNow();
        Assert.Contains("kept until", await (await chief.DeleteAsync("/api/v1/users/commune/traces", Stop)).ProblemAsync(HttpStatusCode.Conflict));
        await (await chief.DeleteAsync("/api/v1/users/administrator/traces", Stop)).ProblemAsync(HttpStatusCode.Conflict);
        _server.Time.Advance(TimeSpan.FromDays(DashboardLimits.NamesKeptDays));
        Assert.Equal(HttpStatusCode.NoContent, (await chief.DeleteAsync("/api/v1/users/commune/traces", Stop)).StatusCode);
        Assert.Equal(["commune"], audit.Forgotten);
    }

    [Fact]
    public async Task How_the_centre_does_is_told_to_who_sees_all_of_it()
    {
        foreach ((string user, bool sees) in ((string, bool)[])[("chief", true), ("viewer", false), ("commune", false)])
        {
            using HttpClient client = _server.Client(user);
            JsonElement system = await (await client.GetAsync("/api/v1/system", Stop)).JsonAsync();
            Assert.Equal(sees, system.GetProperty("rejectionsTotal").ValueKind == JsonValueKind.Number);
        }

        using HttpClient viewer = _server.Client("viewer");
        await (await viewer.GetAsync("/api/v1/telemetry", Stop)).ProblemAsync(HttpStatusCode.Forbidden);
    }

    private async Task<string> InviteAsync(string giver, string body)
    {
        using HttpClient client = _server.Client(giver);
        return Link(await (await client.PostAsync("/api/v1/invitations", DashboardServer.Json(body), Stop)).JsonAsync());
    }

    private async Task<HttpResponseMessage> AcceptAsync(string invitation)
    {
        using HttpClient stranger = _server.Client();
        return await stranger.PutAsync("/api/v1/session/invitation", DashboardServer.Json(new { invitation, password = Password }), Stop);
    }

    private static string Link(JsonElement answer) => answer.GetProperty("link").GetString()!.Split('#')[1];
}
