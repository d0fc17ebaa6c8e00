using System.Text;
using System.Text.Json;
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

/// <summary>Passkeys: adding one to the own account, and signing in with one, as the second step or instead of the password.</summary>
internal static class PasskeysApi
{
    private const string NewPurpose = "new passkey";
    private const string SignInPurpose = "passkey";

    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder own = api.MapGroup("/account/passkeys").WithTags("Account");
        own.MapGet("", List).Describe("listPasskeys", "My passkeys", "By age.");
        own.MapPost("/question", BeginAsync).Accepts<PasswordProof>("application/json")
            .Describe("beginPasskey", "What to ask the browser for a new passkey", "The answer goes to POST /api/v1/account/passkeys, within five minutes.", 400, 403, 413, 415, 429);
        own.MapPost("", AddAsync).Accepts<NewPasskey>("application/json").Describe("addPasskey", "Add a passkey", "Ends every other session.", 400, 409, 413, 415, 429);
        own.MapDelete("/{id}", RemoveAsync).Accepts<PasswordProof>("application/json")
            .Describe("removePasskey", "Remove a passkey", "It signs nobody in any more.", 400, 403, 404, 413, 415, 429);
        api.MapPost("/session/passkey/question", AskAsync).WithTags("Session").Accepts<PasskeyAsk>("application/json")
            .Describe("askForPasskey", "What to ask the browser for signing in", "With the ticket of a password, or without: whoever it turns out to be.", 400, 401, 413, 415, 429);
        api.MapPost("/session/passkey", ShowAsync).WithTags("Session").Accepts<PasskeyAnswer>("application/json").WithMetadata(new AuditedAs(AuditActions.SignInRefused))
            .Describe("showPasskey", "Sign in with a passkey", "It is both factors: the device has verified its user.", 400, 401, 413, 415, 429);
    }

    private static Ok<PasskeyWire[]> List(HttpContext http, IPasskeys passkeys) => TypedResults.Ok(passkeys.Of(Caller.Of(http).Name).Select(PasskeyWire.Of).ToArray());

    private static async Task<Results<Ok<PasskeyQuestion>, ProblemHttpResult>> BeginAsync(
        HttpContext http, IAccounts accounts, SignInAttempts attempts, PasskeyCeremony ceremony, SignInTickets tickets, CancellationToken cancellationToken)
    {
        (PasswordProof? proof, ProblemHttpResult? refusal) = await JsonBody.ReadAsync<PasswordProof>(http.Request, cancellationToken);
        if (proof is null) return refusal!;
        if (await AccountApi.RefuseAsync(http, accounts, attempts, proof.Password, cancellationToken) is { } refused) return refused;
        (string options, string? state) = await ceremony.BeginAsync(http, Caller.Of(http).Account);
        return TypedResults.Ok(Question(tickets.Issue(NewPurpose, Caller.Of(http).Name, Encoding.UTF8.GetBytes(state ?? "")), options));
    }

    private static async Task<Results<Ok<PasskeyWire>, ProblemHttpResult>> AddAsync(
        HttpContext http, PasskeyCeremony ceremony, SignInTickets tickets, IPasskeys passkeys, CancellationToken cancellationToken)
    {
        (NewPasskey? wanted, ProblemHttpResult? refusal) = await JsonBody.ReadAsync<NewPasskey>(http.Request, cancellationToken);
        if (wanted is null) return refusal!;
        Caller caller = Caller.Of(http);
        if (wanted.Label.Length is 0 or > AccountRules.LabelLengthMax || wanted.Label.Any(char.IsControl)) return Problem.BadRequest($"label has 1 to {AccountRules.LabelLengthMax} characters.");
        if (wanted.Ticket.Length > DashboardLimits.TokenCharsMax || tickets.Take(NewPurpose, wanted.Ticket) is not { } ticket || ticket.UserName != caller.Name)
            return Problem.BadRequest("It took too long: begin again.", Refusal.TookTooLong);
        if (await ceremony.VerifyNewAsync(http, caller.Account, wanted.Label, wanted.Credential.GetRawText(), Encoding.UTF8.GetString(ticket.Data)) is not { } passkey)
            return Problem.BadRequest("The passkey could not be verified: begin again.", Refusal.PasskeyRefused);
        return await passkeys.AddAsync(passkey, caller.Session?.Key, cancellationToken)
            ? TypedResults.Ok(PasskeyWire.Of(passkey))
            : Problem.Conflict("There are ten passkeys already, or this one is known: remove one first.", Refusal.PasskeysFull);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        string id, HttpContext http, IAccounts accounts, SignInAttempts attempts, IPasskeys passkeys, CancellationToken cancellationToken)
    {
        (PasswordProof? proof, ProblemHttpResult? refusal) = await JsonBody.ReadAsync<PasswordProof>(http.Request, cancellationToken);
        if (proof is null) return refusal!;
        if (await AccountApi.RefuseAsync(http, accounts, attempts, proof.Password, cancellationToken) is { } refused) return refused;
        return await passkeys.RemoveAsync(Caller.Of(http).Name, id, cancellationToken) ? TypedResults.NoContent() : Problem.NotFound("You have no such passkey.", Refusal.GoneAlready);
    }

    private static async Task<Results<Ok<PasskeyQuestion>, ProblemHttpResult>> AskAsync(
        HttpContext http, IAccounts accounts, SignInLimiter limiter, PasskeyCeremony ceremony, SignInTickets tickets, CancellationToken cancellationToken)
    {
        (PasskeyAsk? asked, ProblemHttpResult? refusal) = await JsonBody.ReadAsync<PasskeyAsk>(http.Request, cancellationToken);
        if (asked is null) return refusal!;
        if (!limiter.TryToken(http.Connection.RemoteIpAddress)) return SessionApi.TooMany(http, TimeSpan.FromMinutes(1));
        Account? account = null;
        if (asked.Ticket is { } secret && (secret.Length > DashboardLimits.TokenCharsMax || tickets.Look(SecondFactorApi.Purpose, secret) is not { } ticket || (account = accounts.Find(ticket.UserName)) is null))
            return Problem.Unauthorized("It took too long: begin again with the password.", Refusal.TookTooLong);
        (string options, string? state) = await ceremony.AskAsync(http, account);
        return TypedResults.Ok(Question(tickets.Issue(SignInPurpose, account?.UserName ?? "", Encoding.UTF8.GetBytes(state ?? "")), options));
    }

    private static async Task<Results<Ok<SessionWire>, ProblemHttpResult>> ShowAsync(
        HttpContext http, PasskeyCeremony ceremony, SignInLimiter limiter, SignInTickets tickets, SignIns signIns, SignInAttempts attempts, SignInRefusals refusals,
        CancellationToken cancellationToken)
    {
        (PasskeyAnswer? shown, ProblemHttpResult? refusal) = await JsonBody.ReadAsync<PasskeyAnswer>(http.Request, cancellationToken);
        if (shown is null) return refusal!;
        if (!limiter.TryToken(http.Connection.RemoteIpAddress)) return SessionApi.TooMany(http, TimeSpan.FromMinutes(1));
        if (shown.Ticket.Length > DashboardLimits.TokenCharsMax || tickets.Take(SignInPurpose, shown.Ticket) is not { } ticket)
            return Problem.Unauthorized("It took too long: begin again.", Refusal.TookTooLong);
        Account? account = await ceremony.VerifyAsync(http, shown.Credential.GetRawText(), Encoding.UTF8.GetString(ticket.Data), cancellationToken);
        if (account is null || (ticket.UserName.Length > 0 && ticket.UserName != account.UserName))
        {
            await refusals.WriteAsync(http, ticket.UserName.Length > 0 ? ticket.UserName : null);
            return Problem.Unauthorized("The passkey was not accepted.", Refusal.PasskeyRefused);
        }

        attempts.PasskeySucceeded(http, account.UserName);
        return TypedResults.Ok(await signIns.OpenAsync(http, account, null, hasSecondFactor: true, cancellationToken));
    }

    private static PasskeyQuestion Question(string ticket, string options) => new(ticket, JsonElement.Parse(options));
}
