using Ioc.Dashboard.Access;
using Ioc.Dashboard.Auditing;
using Ioc.Dashboard.Problems;
using Ioc.Dashboard.Wire;
using Ioc.Silo.Accounts;
using Ioc.Silo.Audit;
using Ioc.Silo.Registry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ioc.Dashboard.Api;

/// <summary>Changes of accounts by those who administer them. Somebody always stays who can administer the whole centre.</summary>
internal static class PeopleChangesApi
{
    public static void Map(RouteGroupBuilder users)
    {
        users.MapPut("/{name}", AddAsync).Accepts<AddUserRequest>("application/json")
            .Describe("addUser", "Add an account", "409 where there is one. A person with a password, or a system with tokens only.", 400, 409, 413, 415, 429);
        users.MapPut("/{name}/password", SetPasswordAsync).Accepts<SetPasswordRequest>("application/json")
            .Describe("setPassword", "Set somebody's password", "Ends their sessions and whom the identity provider was known by. Not one's own: that is PUT /api/v1/account/password.", 400, 404, 413, 415, 429);
        users.MapPut("/{name}/grants", SetGrantsAsync).Accepts<GrantsRequest>("application/json")
            .Describe("setGrants", "Set somebody's roles", "All of them. Open connections come back with the new ones.", 400, 404, 409, 413, 415, 429);
        users.MapPut("/{name}/disabled", SetDisabledAsync).Accepts<DisabledRequest>("application/json")
            .Describe("setDisabled", "Shut an account, or open it again", "Shutting ends sessions, tokens and connections at once, and what invitations it gave.", 400, 404, 409, 413, 415, 429);
        users.MapDelete("/{name}/factors", ResetFactorsAsync)
            .Describe("resetFactors", "Forget somebody's second factors", "For a lost phone: authenticator, passkeys and recovery codes. Ends their sessions. Not one's own.", 404, 429);
        users.MapDelete("/{name}", RemoveAsync).Describe("removeUser", "Erase an account", "With everything kept of it but the audit. Not one's own.", 404, 409, 429);
        users.MapDelete("/{name}/traces", ForgetAsync).WithMetadata(new AuditedAs(AuditActions.AccountErased))
            .Describe("forgetUser", "Forget who somebody was in the audit", "A year after the account was erased; its rows stay, under a pseudonym.", 404, 409);
        users.MapDelete("/{name}/sessions/{id}", CloseSessionAsync).Describe("closeSession", "Sign somebody's browser out", "Its open connections end at once.", 404, 429);
    }

    private static async Task<Results<Ok<UserWire>, ProblemHttpResult>> AddAsync(
        string name, HttpContext http, IAccounts accounts, IRegistry registry, CancellationToken cancellationToken)
    {
        (AddUserRequest? wanted, ProblemHttpResult? refusal) = await JsonBody.ReadAsync<AddUserRequest>(http.Request, cancellationToken);
        if (wanted is null) return refusal!;
        if (wanted.Role is null == wanted.Grants is null) return Problem.BadRequest("Give role (over the whole centre) or grants.");
        if (wanted.Password is null != wanted.System) return Problem.BadRequest("Give a password, or system: true for an account with tokens only.");
        if (GrantCheck.Read(wanted.Grants ?? [new GrantWire(wanted.Role!)], http, registry.Current, out Grant[] grants) is { } wrong) return wrong;
        if (accounts.Find(name) is not null) return Problem.Conflict($"There is a user {AccountRules.Normalise(name)} already; `ioc user password` sets a new password.", Refusal.UserExists);
        try
        {
            var added = new NewAccount(name, wanted.Password, grants) { FullName = wanted.FullName ?? "", MustChangePassword = wanted.MustChange };
            return await accounts.AddAsync(added, cancellationToken) ? TypedResults.Ok(UserWire.Of(accounts.Find(name)!)) : Problem.Conflict("There is such a user already.", Refusal.UserExists);
        }
        catch (ArgumentException refused)
        {
            return Problem.BadRequest(GrantCheck.Sentence(refused));
        }
    }

    private static async Task<Results<Ok<UserWire>, ProblemHttpResult>> SetPasswordAsync(
        string name, HttpContext http, IAccounts accounts, IRegistry registry, CancellationToken cancellationToken)
    {
        (SetPasswordRequest? wanted, ProblemHttpResult? refusal) = await JsonBody.ReadAsync<SetPasswordRequest>(http.Request, cancellationToken);
        if (wanted is null) return refusal!;
        if (PeopleApi.Reachable(name, http, accounts, registry.Current) is not { } account) return PeopleApi.NoSuchUser();
        if (PeopleApi.RefuseSelf(http, account) is { } own) return own;
        if (AccountRules.RefusePassword(account.UserName, wanted.Password) is { } words) return GrantCheck.Weak(words);
        await accounts.SetPasswordAsync(account.UserName, wanted.Password, wanted.MustChange, ownSession: null, cancellationToken);
        return TypedResults.Ok(UserWire.Of(accounts.Find(name) ?? account));
    }

    private static async Task<Results<Ok<UserWire>, ProblemHttpResult>> SetGrantsAsync(
        string name, HttpContext http, IAccounts accounts, IRegistry registry, CancellationToken cancellationToken)
    {
        (GrantsRequest? wanted, ProblemHttpResult? refusal) = await JsonBody.ReadAsync<GrantsRequest>(http.Request, cancellationToken);
        if (wanted is null) return refusal!;
        if (PeopleApi.Reachable(name, http, accounts, registry.Current) is not { } account) return PeopleApi.NoSuchUser();
        if (GrantCheck.Read(wanted.Grants, http, registry.Current, out Grant[] grants) is { } wrong) return wrong;
        return Answer(await accounts.SetGrantsAsync(account.UserName, grants, AccessTable.NeedsSecondFactor, cancellationToken), account, accounts);
    }

    private static async Task<Results<Ok<UserWire>, ProblemHttpResult>> SetDisabledAsync(
        string name, HttpContext http, IAccounts accounts, IRegistry registry, CancellationToken cancellationToken)
    {
        (DisabledRequest? wanted, ProblemHttpResult? refusal) = await JsonBody.ReadAsync<DisabledRequest>(http.Request, cancellationToken);
        if (wanted is null) return refusal!;
        if (PeopleApi.Reachable(name, http, accounts, registry.Current) is not { } account) return PeopleApi.NoSuchUser();
        return Answer(await accounts.SetDisabledAsync(account.UserName, wanted.Disabled, cancellationToken), account, accounts);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        string name, HttpContext http, IAccounts accounts, IRegistry registry, CancellationToken cancellationToken)
    {
        if (PeopleApi.Reachable(name, http, accounts, registry.Current) is not { } account) return PeopleApi.NoSuchUser();
        if (account.UserName == Caller.Of(http).Name) return Problem.Forbidden("Nobody erases themselves: let another administrator do it.", Refusal.OwnAccount);
        return await accounts.RemoveAsync(account.UserName, cancellationToken) switch
        {
            AccountChange.Done => TypedResults.NoContent(),
            AccountChange.LastChief => LastChief(),
            _ => PeopleApi.NoSuchUser(),
        };
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ForgetAsync(
        string name, HttpContext http, IAccounts accounts, IAuditLog audit, TimeProvider time, CancellationToken cancellationToken)
    {
        if (AccountRules.RefuseName(name) is not null) return NoTraces();
        if (accounts.Find(name) is not null) return Problem.Conflict("The account is still there: erase it first.", Refusal.AccountStillThere);
        var removals = new AuditQuery { Action = AuditActions.AccountRemoved, SubjectKind = AuditSubject.AccountKind, Subject = name, PageSize = 1 };
        if ((await audit.QueryAsync(removals, cancellationToken)).Items is not [{ } removal, ..]) return NoTraces();
        DateTimeOffset from = removal.At.AddDays(DashboardLimits.NamesKeptDays);
        if (from > time.GetUtcNow()) return Problem.Conflict($"An inquiry may still ask who it was: the name is kept until {from:yyyy-MM-dd}.", Refusal.NameKept, ("from", from));
        return await audit.ForgetAsync(name, http.Entry(AuditActions.AccountErased), cancellationToken) ? TypedResults.NoContent() : NoTraces();
    }

    private static ProblemHttpResult NoTraces() => Problem.NotFound("The audit names nobody of this name who was erased.", Refusal.NoTraces);

    private static async Task<Results<NoContent, ProblemHttpResult>> CloseSessionAsync(
        string name, string id, HttpContext http, IAccounts accounts, ISessions sessions, IRegistry registry, CancellationToken cancellationToken)
    {
        if (PeopleApi.Reachable(name, http, accounts, registry.Current) is not { } account) return PeopleApi.NoSuchUser();
        return sessions.Of(account.UserName).FirstOrDefault(session => session.Id == id) is { } found && await sessions.CloseAsync(found.Key, cancellationToken)
            ? TypedResults.NoContent()
            : Problem.NotFound("This account has no such session.", Refusal.GoneAlready);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ResetFactorsAsync(
        string name, HttpContext http, IAccounts accounts, ISecondFactors factors, IRegistry registry, CancellationToken cancellationToken)
    {
        if (PeopleApi.Reachable(name, http, accounts, registry.Current) is not { } account) return PeopleApi.NoSuchUser();
        if (PeopleApi.RefuseSelf(http, account) is { } own) return own;
        return await factors.ResetAsync(account.UserName, cancellationToken) ? TypedResults.NoContent() : PeopleApi.NoSuchUser();
    }

    private static Results<Ok<UserWire>, ProblemHttpResult> Answer(AccountChange change, Account account, IAccounts accounts) => change switch
    {
        AccountChange.Done => TypedResults.Ok(UserWire.Of(accounts.Find(account.UserName) ?? account)),
        AccountChange.LastChief => LastChief(),
        _ => PeopleApi.NoSuchUser(),
    };

    private static ProblemHttpResult LastChief() => Problem.Conflict("Nobody else administers the whole centre: give that role to somebody first.", Refusal.LastChief);
}
