using Ioc.Dashboard.Access;
using Ioc.Dashboard.Problems;
using Ioc.Dashboard.Wire;
using Ioc.Silo.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ioc.Dashboard.Api;

internal static class SessionApi
{
    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder session = api.MapGroup("/session").WithTags("Session");
        session.MapPost("", SignInAsync).AllowAnonymous().Accepts<SignInRequest>("application/json")
            .Describe("signIn", "Sign in", "With a user name and password, or with a token. Sets the cookie ioc_session.", 400, 401, 413, 415, 429);
        session.MapGet("", Show).Describe("showSession", "Who am I", "The account behind the cookie or the token.");
        session.MapDelete("", SignOut).Describe("signOut", "Sign out", "Ends the cookie's session; a token stays valid.");
    }

    private static async Task<Results<Ok<SessionWire>, ProblemHttpResult>> SignInAsync(
        HttpContext http, IAccounts accounts, SessionTable sessions, SignInLimiter limiter, CancellationToken cancellationToken)
    {
        (SignInRequest? request, ProblemHttpResult? refusal) = await JsonBody.ReadAsync<SignInRequest>(http.Request, cancellationToken);
        if (request is null) return refusal!;
        bool withToken = request is { Token: not null, UserName: null, Password: null };
        if (!withToken && request is not { Token: null, UserName: not null, Password: not null })
            return Problem.BadRequest("Give userName and password, or token alone.");
        if (!(withToken ? limiter.TryToken(http.Connection.RemoteIpAddress) : limiter.TryPassword(http.Connection.RemoteIpAddress)))
        {
            http.Response.Headers.RetryAfter = "60";
            return Problem.Of(StatusCodes.Status429TooManyRequests, "Too many attempts from this address: wait a minute.");
        }

        Account? account = request.Token is { } token
            ? token.Length <= DashboardLimits.TokenCharsMax ? accounts.FindByToken(token) : null
            : await CheckPasswordAsync(accounts, request, cancellationToken);
        if (account is null)
            return Problem.Of(StatusCodes.Status401Unauthorized, withToken ? "The token is unknown, revoked or expired." : "User name or password is wrong.");
        Session session = sessions.Open(account, request.Token);
        SessionCookie.Send(http.Response, session.Id, sessions.Lifetime);
        return TypedResults.Ok(SessionWire.Of(account));
    }

    private static Ok<SessionWire> Show(HttpContext http) =>
        TypedResults.Ok(new SessionWire(http.User.Identity!.Name!, http.User.FindFirst(System.Security.Claims.ClaimTypes.Role)!.Value));

    private static NoContent SignOut(HttpContext http, SessionTable sessions)
    {
        if (http.Features.Get<PresentedCredential>()?.SessionId is { } id) sessions.Close(id);
        SessionCookie.Remove(http.Response);
        return TypedResults.NoContent();
    }

    private static async Task<Account?> CheckPasswordAsync(IAccounts accounts, SignInRequest request, CancellationToken cancellationToken) =>
        request.UserName is { Length: > 0 and <= DashboardLimits.UserNameCharsMax } && request.Password is { Length: > 0 and <= DashboardLimits.PasswordCharsMax }
            ? await accounts.SignInAsync(request.UserName, request.Password, cancellationToken)
            : null;
}
