using System.Net;
using Ioc.Dashboard.Tests.Fakes;
using Ioc.Silo.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace Ioc.Dashboard.Tests;

/// <summary>The whole way to an identity provider and back, with its own key, code and proof.</summary>
public sealed class ProviderTests : IAsyncLifetime
{
    private FakeProvider _provider = null!;
    private DashboardServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _provider = await FakeProvider.StartAsync();
        _server = await DashboardServer.StartAsync(
            options => options with { Provider = new IdentityProvider { Authority = _provider.Address, ClientId = "ioc", Label = "Cổng cán bộ" } }, worriesExpected: true);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task Whom_the_provider_names_signs_in_with_the_roles_that_the_account_has_here()
    {
        using var browser = new Browser(_server);
        Assert.Equal("Cổng cán bộ", (await browser.GetAsync("/api/v1/session/ways")).GetProperty("provider").GetString());
        Assert.Equal("/", await GoAsync(browser));
        Assert.Equal("operator", (await browser.GetAsync("/api/v1/session")).GetProperty("role").GetString());
    }

    [Fact]
    public async Task Whom_nobody_knows_here_gets_no_account()
    {
        _provider.Person = "somebody.else";
        using var browser = new Browser(_server);
        Assert.Equal("/?provider=unknown", await GoAsync(browser));
        await (await browser.SendAsync(HttpMethod.Get, "/api/v1/session")).ProblemAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Who_came_once_is_known_by_the_providers_word_and_not_by_a_name_that_others_can_take()
    {
        using var browser = new Browser(_server);
        Assert.Equal("/", await GoAsync(browser));
        _provider.Person = "renamed";
        Assert.Equal("/", await GoAsync(browser));
        Assert.Equal("operator", (await browser.GetAsync("/api/v1/session")).GetProperty("userName").GetString());
        (_provider.Person, _provider.Subject) = ("operator", "2");
        using var other = new Browser(_server);
        Assert.Equal("/?provider=unknown", await GoAsync(other));
        Assert.Null(other.Cookie("ioc_session"));
        await _server.Accounts.SetPasswordAsync("operator", "mot-mat-khau-khac-88", mustChange: true, null, default);
        Assert.Equal("/", await GoAsync(other));
    }

    [Fact]
    public async Task A_second_factor_here_is_not_passed_by_a_provider_that_asked_for_none()
    {
        byte[] secret = new byte[20];
        string code = Totp.Code(secret, _server.Time.GetUtcNow());
        Assert.NotNull(await _server.Services.GetRequiredService<ISecondFactors>().EnrolTotpAsync("operator", secret, code, null, default));
        using var other = new Browser(_server);
        Assert.Equal("/?provider=factor", await GoAsync(other));
        Assert.Null(other.Cookie("ioc_session"));
        _provider.Methods = ["pwd", "mfa"];
        Assert.Equal("/", await GoAsync(other));
    }

    [Fact]
    public async Task A_token_that_the_provider_did_not_sign_is_refused()
    {
        _provider.Lies = true;
        using var browser = new Browser(_server);
        Assert.Equal("/?provider=failed", await GoAsync(browser));
        Assert.Null(browser.Cookie("ioc_session"));
    }

    [Theory]
    [InlineData("{0}token", false, 0)]
    [InlineData("{1}elsewhere?to={0}token", false, 0)]
    [InlineData("{1}elsewhere?to={0}token", true, 0)]
    [InlineData("{0}token", true, 1)]
    public async Task Nobody_is_asked_for_tokens_but_hosts_that_the_settings_name_whatever_the_provider_says(string tokensAt, bool isListed, int asked)
    {
        await using FakeProvider inside = await FakeProvider.StartAsync();
        _provider.TokensAt = string.Format(System.Globalization.CultureInfo.InvariantCulture, tokensAt, inside.Address, _provider.Address);
        await using DashboardServer server = await DashboardServer.StartAsync(
            options => options with { Provider = new IdentityProvider { Authority = _provider.Address, ClientId = "ioc", Label = "l", Hosts = isListed ? [inside.Address.Authority] : [] } }, worriesExpected: true);
        using var browser = new Browser(server);
        Assert.Equal("/?provider=failed", await GoAsync(browser));
        Assert.Equal(asked, inside.CodesRefused);
    }

    [Fact]
    public async Task An_answer_that_this_browser_did_not_ask_for_is_refused()
    {
        using var asked = new Browser(_server);
        string callback = await AnswerAsync(asked);
        using var other = new Browser(_server);
        HttpResponseMessage stolen = await other.SendAsync(HttpMethod.Get, callback);
        Assert.Equal("/?provider=failed", stolen.Headers.Location?.ToString());
        Assert.Null(other.Cookie("ioc_session"));
    }

    private static async Task<string?> GoAsync(Browser browser) => (await browser.SendAsync(HttpMethod.Get, await AnswerAsync(browser))).Headers.Location?.ToString();

    /// <summary>To the provider, which sends the browser back to this address.</summary>
    private static async Task<string> AnswerAsync(Browser browser)
    {
        HttpResponseMessage there = await browser.SendAsync(HttpMethod.Get, "/api/v1/session/provider");
        Assert.Equal(HttpStatusCode.Redirect, there.StatusCode);
        Assert.Contains("code_challenge_method=S256", there.Headers.Location!.Query, StringComparison.Ordinal);
        using var provider = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        HttpResponseMessage back = await provider.GetAsync(there.Headers.Location);
        return back.Headers.Location!.PathAndQuery;
    }
}
