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

/// <summary>The second step of signing in.</summary>
internal static class SecondFactorApi
{
    public const string Purpose = "second factor";

    public static void Map(RouteGroupBuilder api) =>
        api.MapPost("/session/factor", ShowFactorAsync).WithTags("Session").Accepts<FactorRequest>("application/json").WithMetadata(new AuditedAs(AuditActions.SignInRefused))
            .Describe("showFactor", "Show the second factor", "With the ticket of the password: a code of the app, once, or a recovery code.", 400, 401, 413, 415, 429);

    private static async Task<Results<Ok<SessionWire>, ProblemHttpResult>> ShowFactorAsync(
        HttpContext http, IAccounts accounts, ISecondFactors factors, SignIns signIns, SignInAttempts attempts, SignInTickets tickets, SignInRefusals refusals, CancellationToken cancellationToken)
    {
        (FactorRequest? request, ProblemHttpResult? refusal) = await JsonBody.ReadAsync<FactorRequest>(http.Request, cancellationToken);
        if (request is null) return refusal!;
        if (request.Code is null == request.RecoveryCode is null) return Problem.BadRequest("Give code or recoveryCode.");
        if (request is not { Ticket.Length: <= DashboardLimits.TokenCharsMax, Code: null or { Length: <= 16 }, RecoveryCode: null or { Length: <= 64 } }
            || tickets.Look(Purpose, request.Ticket) is not { } ticket)
        {
            return Problem.Unauthorized("It took too long: begin again with the password.", Refusal.TookTooLong);
        }

        if (attempts.BeginCode(ticket.UserName) is { } wait) return SessionApi.TooMany(http, wait);
        bool right = request.Code is { } code
            ? await factors.CheckTotpAsync(ticket.UserName, code, cancellationToken)
            : await factors.UseRecoveryCodeAsync(ticket.UserName, request.RecoveryCode!, cancellationToken);
        if (!right)
        {
            tickets.Miss(request.Ticket);
            await refusals.WriteAsync(http, ticket.UserName);
            return Problem.Unauthorized("The code is wrong, or was used already: wait for the next one.", Refusal.CodeWrong);
        }

        if (tickets.Take(Purpose, request.Ticket) is null || accounts.Find(ticket.UserName) is not { IsDisabled: false } account)
            return Problem.Unauthorized("It took too long: begin again with the password.", Refusal.TookTooLong);
        attempts.Succeeded(http, ticket.UserName);
        return TypedResults.Ok(await signIns.OpenAsync(http, account, null, hasSecondFactor: true, cancellationToken));
    }
}
