using System.Security.Claims;
using System.Text.Encodings.Web;
using Ioc.Dashboard.Wire;
using Ioc.Silo.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Ioc.Dashboard.Access;

/// <summary>
/// The one authentication scheme: a bearer token, or the session cookie. A presented token is judged alone, so that a wrong token
/// is never papered over by a cookie. Browsers cannot set headers on a WebSocket, so the hub also takes <c>access_token</c> in its query.
/// </summary>
internal sealed class CredentialAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, IAccounts accounts, SessionTable sessions)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "ioc";

    private const string BearerPrefix = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        string? token = PresentedToken();
        if (token is not null)
        {
            Account? account = token.Length <= DashboardLimits.TokenCharsMax ? accounts.FindByToken(token) : null;
            return account is null
                ? AuthenticateResult.Fail("The token is unknown, revoked or expired.")
                : Success(account, new PresentedCredential(null, token));
        }

        if (Request.Cookies[SessionCookie.Name] is not { Length: > 0 and <= 128 } id) return AuthenticateResult.NoResult();
        if (sessions.Use(id) is not { } session || !await StillAllowedAsync(session)) return AuthenticateResult.Fail("The session has ended.");
        if (sessions.TakeCookieTurn(session)) SessionCookie.Send(Response, session.Id, sessions.Lifetime);
        return Success(session.Account, new PresentedCredential(session.Id, null));
    }

    /// <summary>The body is written by ProblemPages; the header says how to sign in (RFC 9110, 11.6.1).</summary>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Bearer";
        return Task.CompletedTask;
    }

    private string? PresentedToken()
    {
        string header = Request.Headers.Authorization.ToString();
        if (header.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase)) return header[BearerPrefix.Length..].Trim();
        return Request.Path.StartsWithSegments("/hubs", StringComparison.Ordinal) && Request.Query["access_token"] is [{ Length: > 0 } token]
            ? token
            : null;
    }

    private async Task<bool> StillAllowedAsync(Session session)
    {
        if (!sessions.TakeCheckTurn(session)) return true;
        Account? account = session.Token is null
            ? await accounts.FindUserAsync(session.Account.UserName, Context.RequestAborted)
            : accounts.FindByToken(session.Token);
        if (account is null) sessions.Close(session.Id);
        else sessions.Renew(session, account);
        return account is not null;
    }

    private AuthenticateResult Success(Account account, PresentedCredential credential)
    {
        Context.Features.Set(credential);
        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.Name, account.UserName), new Claim(ClaimTypes.Role, EnumWords<AccountRole>.Word(account.Role))], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }
}
