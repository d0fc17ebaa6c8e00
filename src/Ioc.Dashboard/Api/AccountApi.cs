using Ioc.Dashboard.Access;
using Ioc.Dashboard.Problems;
using Ioc.Dashboard.Wire;
using Ioc.Silo.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ioc.Dashboard.Api;

/// <summary>What somebody does about the own account. What matters asks for the password again: an open browser alone changes nothing.</summary>
internal static class AccountApi
{
    private const string Purpose = "authenticator";

    /// <summary>What the authenticator app shows beside the user name.</summary>
    private const string Issuer = "IOC";

    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder account = api.MapGroup("/account").WithTags("Account");
        account.MapGet("", Show).Describe("showAccount", "My account", "Everything that is kept of it; to a token nothing of sessions and of other tokens.");
        account.MapPut("/password", ChangePasswordAsync).Accepts<OwnPasswordRequest>("application/json")
            .Describe("changePassword", "Change my password", "Ends every other session.", 400, 403, 413, 415, 429);
        account.MapPost("/proof", ProveAsync).Accepts<PasswordProof>("application/json")
            .Describe("prove", "Show my password again", "For a quarter of an hour this browser may change people's rights; after signing in it may, too.", 400, 403, 413, 415, 429);
        account.MapPost("/totp", BeginTotpAsync).Accepts<PasswordProof>("application/json")
            .Describe("beginTotp", "A secret for an authenticator app", "In force when its code was shown, with PUT, within five minutes.", 400, 403, 413, 415, 429);
        account.MapPut("/totp", EnrolTotpAsync).Accepts<TotpRequest>("application/json")
            .Describe("enrolTotp", "Enrol the authenticator app", "Answers recovery codes, once. Ends every other session.", 400, 413, 415, 429);
        account.MapPost("/recovery-codes", RenewRecoveryCodesAsync).Accepts<PasswordProof>("application/json")
            .Describe("renewRecoveryCodes", "New recovery codes", "Shown this once; the former ones are worth nothing.", 400, 403, 413, 415, 429);
        account.MapDelete("/sessions/{id}", CloseSessionAsync).Describe("closeOwnSession", "Sign one of my browsers out", "Its open connections end at once.", 404, 429);
    }

    private static Ok<AccountWire> Show(HttpContext http, Callers callers, ISessions sessions, ITokens tokens)
    {
        Caller caller = Caller.Of(http);
        UserDetailWire detail = PeopleApi.Detail(caller.Account, http, sessions, tokens);
        // Where its owner signs in from, and with what else, is none of a system's business.
        if (caller.Token is { } token) detail = detail with { Sessions = [], Tokens = [.. detail.Tokens.Where(one => one.Id == token.Id)] };
        return TypedResults.Ok(new AccountWire(
            detail, SessionWire.Of(caller, callers.FactorDueAt(caller.Account)),
            caller.Account.HasTotp, caller.Account.RecoveryCodesLeft, caller.Account.Passkeys));
    }

    private static async Task<Results<Ok<SessionWire>, ProblemHttpResult>> ChangePasswordAsync(
        HttpContext http, IAccounts accounts, SignInAttempts attempts, Callers callers, CancellationToken cancellationToken)
    {
        (OwnPasswordRequest? wanted, ProblemHttpResult? refusal) = await JsonBody.ReadAsync<OwnPasswordRequest>(http.Request, cancellationToken);
        if (wanted is null) return refusal!;
        Caller caller = Caller.Of(http);
        if (AccountRules.RefusePassword(caller.Name, wanted.Password) is { } words) return GrantCheck.Weak(words);
        if (wanted.Password == wanted.Current) return Problem.BadRequest("It is the present password: choose another.", Refusal.PasswordUnchanged);
        if (await RefuseAsync(http, accounts, attempts, wanted.Current, cancellationToken) is { } refused) return refused;
        await accounts.SetPasswordAsync(caller.Name, wanted.Password, mustChange: false, caller.Session?.Key, cancellationToken);
        return callers.Find(caller.Credential, null) is { } now ? TypedResults.Ok(SessionWire.Of(now, callers.FactorDueAt(now.Account))) : Problem.Unauthorized("The session has ended.", Refusal.SessionEnded);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ProveAsync(
        HttpContext http, IAccounts accounts, SignInAttempts attempts, ISessions sessions, CancellationToken cancellationToken)
    {
        (PasswordProof? proof, ProblemHttpResult? refusal) = await JsonBody.ReadAsync<PasswordProof>(http.Request, cancellationToken);
        if (proof is null) return refusal!;
        if (await RefuseAsync(http, accounts, attempts, proof.Password, cancellationToken) is { } refused) return refused;
        sessions.NoteProof(Caller.Of(http).Session!.Key);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<TotpStart>, ProblemHttpResult>> BeginTotpAsync(
        HttpContext http, IAccounts accounts, SignInAttempts attempts, SignInTickets tickets, CancellationToken cancellationToken)
    {
        (PasswordProof? proof, ProblemHttpResult? refusal) = await JsonBody.ReadAsync<PasswordProof>(http.Request, cancellationToken);
        if (proof is null) return refusal!;
        if (await RefuseAsync(http, accounts, attempts, proof.Password, cancellationToken) is { } refused) return refused;
        string name = Caller.Of(http).Name;
        byte[] secret = Totp.NewSecret();
        return TypedResults.Ok(new TotpStart(tickets.Issue(Purpose, name, secret), Totp.Text(secret), Totp.Uri(secret, Issuer, name)));
    }

    private static async Task<Results<Ok<RecoveryCodesWire>, ProblemHttpResult>> EnrolTotpAsync(
        HttpContext http, ISecondFactors factors, SignInTickets tickets, CancellationToken cancellationToken)
    {
        (TotpRequest? wanted, ProblemHttpResult? refusal) = await JsonBody.ReadAsync<TotpRequest>(http.Request, cancellationToken);
        if (wanted is null) return refusal!;
        Caller caller = Caller.Of(http);
        if (wanted.Ticket.Length > DashboardLimits.TokenCharsMax || tickets.Look(Purpose, wanted.Ticket) is not { } ticket || ticket.UserName != caller.Name)
            return Problem.BadRequest("It took too long: begin again.", Refusal.TookTooLong);
        if (wanted.Code.Length > 16 || await factors.EnrolTotpAsync(caller.Name, ticket.Data, wanted.Code, caller.Session?.Key, cancellationToken) is not { } codes)
            return Problem.BadRequest("The code is wrong: see whether the phone's clock is right, and type the code it shows now.", Refusal.EnrolCodeWrong);
        tickets.Take(Purpose, wanted.Ticket);
        return TypedResults.Ok(new RecoveryCodesWire(codes));
    }

    private static async Task<Results<Ok<RecoveryCodesWire>, ProblemHttpResult>> RenewRecoveryCodesAsync(
        HttpContext http, IAccounts accounts, SignInAttempts attempts, ISecondFactors factors, CancellationToken cancellationToken)
    {
        (PasswordProof? proof, ProblemHttpResult? refusal) = await JsonBody.ReadAsync<PasswordProof>(http.Request, cancellationToken);
        if (proof is null) return refusal!;
        if (!Caller.Of(http).Account.HasSecondFactor) return Problem.BadRequest("Recovery codes stand in for a second factor: enrol one first.");
        if (await RefuseAsync(http, accounts, attempts, proof.Password, cancellationToken) is { } refused) return refused;
        return await factors.RenewRecoveryCodesAsync(Caller.Of(http).Name, cancellationToken) is { } codes
            ? TypedResults.Ok(new RecoveryCodesWire(codes))
            : Problem.Unauthorized("The session has ended.", Refusal.SessionEnded);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> CloseSessionAsync(string id, HttpContext http, ISessions sessions, CancellationToken cancellationToken)
    {
        if (RefuseToken(Caller.Of(http)) is { } refused) return refused;
        return sessions.Of(Caller.Of(http).Name).FirstOrDefault(session => session.Id == id) is { } found && await sessions.CloseAsync(found.Key, cancellationToken)
            ? TypedResults.NoContent()
            : Problem.NotFound("You have no such session.", Refusal.GoneAlready);
    }

    private static ProblemHttpResult? RefuseToken(Caller caller) =>
        caller.Session is null || caller.Token is not null ? Problem.Forbidden("A token may not do this: sign in with the password.", Refusal.TokenMayNot) : null;

    /// <summary>Null: it is the person at the keyboard. Tokens never are. Counted for the session alone: strangers who guess at the account are not in its way.</summary>
    internal static async Task<ProblemHttpResult?> RefuseAsync(
        HttpContext http, IAccounts accounts, SignInAttempts attempts, string password, CancellationToken cancellationToken)
    {
        Caller caller = Caller.Of(http);
        if (RefuseToken(caller) is { } refused) return refused;
        if (attempts.BeginProof(caller.Session!) is { } wait) return SessionApi.TooMany(http, wait);
        if (await accounts.CheckPasswordAsync(caller.Name, password, cancellationToken) is null) return Problem.Forbidden("The password is wrong.", Refusal.PasswordWrong);
        attempts.ProofSucceeded(caller.Session!);
        return null;
    }
}
