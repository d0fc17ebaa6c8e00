using Ioc.Dashboard.Access;
using Ioc.Dashboard.Auditing;
using Ioc.Dashboard.Problems;
using Ioc.Dashboard.Wire;
using Ioc.Silo.Accounts;
using Ioc.Silo.Audit;
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
        session.MapPost("", SignInAsync).Accepts<SignInRequest>("application/json").WithMetadata(new AuditedAs(AuditActions.SignInRefused))
            .Describe("signIn", "Sign in", "With a user name and password, or with a token. Sets the cookie ioc_session; 202 asks for the second factor.", 400, 401, 413, 415, 429);
        session.MapGet("", Show).Describe("showSession", "Who am I", "The account behind the cookie or the token, and what it may do.");
        session.MapDelete("", SignOutAsync).Describe("signOut", "Sign out", "Ends the cookie's session; a token stays valid.");
    }

    private static async Task<Results<Ok<SessionWire>, Accepted<FactorChallenge>, ProblemHttpResult>> SignInAsync(
        HttpContext http, IAccounts accounts, ITokens tokens, SignIns signIns, SignInAttempts attempts, SignInLimiter limiter, SignInTickets tickets, SignInRefusals refusals, PasswordLanes lanes,
        CancellationToken cancellationToken)
    {
        (SignInRequest? request, ProblemHttpResult? refusal) = await JsonBody.ReadAsync<SignInRequest>(http.Request, cancellationToken);
        if (request is null) return refusal!;
        if (request is { Token: { } secret, UserName: null, Password: null })
        {
            if (!limiter.TryToken(http.Connection.RemoteIpAddress)) return TooMany(http, TimeSpan.FromMinutes(1));
            AccountToken? token = secret.Length <= DashboardLimits.TokenCharsMax ? tokens.Use(secret, http.Connection.RemoteIpAddress?.ToString()) : null;
            if (token is not null && accounts.Find(token.UserName) is { } system) return TypedResults.Ok(await signIns.OpenAsync(http, system, token, hasSecondFactor: false, cancellationToken));
            await refusals.WriteAsync(http, null);
            return Problem.Unauthorized("The token is unknown, revoked or expired.", Refusal.TokenUnknown);
        }

        if (request is not { Token: null, UserName: { } name, Password: not null }) return Problem.BadRequest("Give userName and password, or token alone.");
        if (name.Length > DashboardLimits.UserNameCharsMax) return Wrong();
        if (attempts.Begin(http, name) is { } wait) return TooMany(http, wait);
        Account? account;
        using (IDisposable? place = await lanes.EnterAsync(attempts.IsKnown(http, name), cancellationToken))
        {
            if (place is null)
            {
                attempts.NotLookedAt(http, name);
                return TooMany(http, TimeSpan.FromSeconds(2));
            }

            account = await CheckPasswordAsync(accounts, request, cancellationToken);
        }

        if (account is null)
        {
            await refusals.WriteAsync(http, name);
            return Wrong();
        }

        if (account.HasSecondFactor)
            return TypedResults.Accepted((string?)null, new FactorChallenge(tickets.Issue(SecondFactorApi.Purpose, account.UserName), FactorChallenge.FactorsOf(account)));
        attempts.Succeeded(http, name);
        return TypedResults.Ok(await signIns.OpenAsync(http, account, null, hasSecondFactor: false, cancellationToken));
    }

    internal static ProblemHttpResult TooMany(HttpContext http, TimeSpan wait)
    {
        int seconds = (int)Math.Ceiling(wait.TotalSeconds);
        http.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        string words = seconds >= 60 ? $"Too many attempts: wait {(seconds + 59) / 60} minutes." : $"Too many attempts: wait {seconds} seconds.";
        return Problem.Of(StatusCodes.Status429TooManyRequests, words, Refusal.TooManyAttempts, ("n", (seconds + 59) / 60));
    }

    private static ProblemHttpResult Wrong() => Problem.Unauthorized("User name or password is wrong.", Refusal.SignInWrong);

    private static Ok<SessionWire> Show(HttpContext http, Callers callers)
    {
        Caller caller = Caller.Of(http);
        return TypedResults.Ok(SessionWire.Of(caller, callers.FactorDueAt(caller.Account)));
    }

    private static async Task<NoContent> SignOutAsync(HttpContext http, ISessions sessions, CancellationToken cancellationToken)
    {
        if (Caller.Of(http).Session is { } session) await sessions.CloseAsync(session.Key, cancellationToken);
        SessionCookie.Remove(http.Response);
        return TypedResults.NoContent();
    }

    private static async Task<Account?> CheckPasswordAsync(IAccounts accounts, SignInRequest request, CancellationToken cancellationToken) =>
        request.UserName is { Length: > 0 and <= DashboardLimits.UserNameCharsMax } && request.Password is { Length: > 0 and <= DashboardLimits.PasswordCharsMax }
            ? await accounts.CheckPasswordAsync(request.UserName, request.Password, cancellationToken)
            : null;
}
