using System.Security.Claims;
using System.Text.Encodings.Web;
using Ioc.Dashboard.Problems;
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
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, Callers callers, ISessions sessions, TimeProvider time)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "ioc";

    private const string BearerPrefix = "Bearer ";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Authenticate());

    /// <summary>The body is written by ProblemPages; the header says how to sign in (RFC 9110, 11.6.1).</summary>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Bearer";
        return Task.CompletedTask;
    }

    /// <summary>Whoever is only kept to the own account, or from what wants the password again, is told what to do about it.</summary>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Caller? caller = Context.Features.Get<Caller>();
        if (caller is not null && Context.GetEndpoint()?.Metadata.GetMetadata<AccessRule>() is { } rule && rule.OnlyWantsProof(caller)) return Problem.WantsProof().ExecuteAsync(Context);
        return (caller?.Limit switch
        {
            CallerLimit.ChangePassword => Problem.Forbidden("Somebody else chose your password: choose your own first (PUT /api/v1/account/password).", Refusal.ChangePassword),
            CallerLimit.EnrolFactor => Problem.Forbidden("Your role needs a second factor: enrol one first (POST /api/v1/account/totp).", Refusal.EnrolFactor),
            _ => Problem.Of(StatusCodes.Status403Forbidden),
        }).ExecuteAsync(Context);
    }

    private AuthenticateResult Authenticate()
    {
        string? address = Context.Connection.RemoteIpAddress?.ToString();
        if (PresentedToken() is { } token)
        {
            return token.Length <= DashboardLimits.TokenCharsMax && callers.Find(new PresentedCredential(null, token), address) is { } system
                ? Success(system)
                : AuthenticateResult.Fail("The token is unknown, revoked or expired.");
        }

        if (Request.Cookies[SessionCookie.Name] is not { Length: > 0 and <= 128 } secret) return AuthenticateResult.NoResult();
        if (callers.Find(new PresentedCredential(secret, null), address) is not { } person) return AuthenticateResult.Fail("The session has ended.");
        // The cookie slides with the session; sent anew with a reading of who one is, which every page starts with.
        if (Request.Path == SessionCookie.SlidesAt && time.GetUtcNow() - person.Session!.OpenedAt > TimeSpan.FromSeconds(DashboardLimits.CookieRefreshSeconds))
            SessionCookie.Send(Response, secret, sessions.Lifetime);
        return Success(person);
    }

    private string? PresentedToken()
    {
        string header = Request.Headers.Authorization.ToString();
        if (header.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase)) return header[BearerPrefix.Length..].Trim();
        return Request.Path.StartsWithSegments("/hubs", StringComparison.Ordinal) && Request.Query["access_token"] is [{ Length: > 0 } token]
            ? token
            : null;
    }

    private AuthenticateResult Success(Caller caller)
    {
        Context.Features.Set(caller);
        Context.Features.Set(caller.Credential);
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, caller.Name)], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }
}
