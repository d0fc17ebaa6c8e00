using Ioc.Dashboard.Access;
using Ioc.Dashboard.Problems;
using Ioc.Dashboard.Wire;
using Ioc.Silo.Accounts;
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
            .Describe("addUser", "Add an account", "409 where there is one. A person with a password, or a system with tokens only.", 400, 409, 413, 415);
        users.MapPut("/{name}/password", SetPasswordAsync).Accepts<SetPasswordRequest>("application/json")
            .Describe("setPassword", "Set somebody's password", "Ends their sessions.", 400, 404, 413, 415);
        users.MapPut("/{name}/grants", SetGrantsAsync).Accepts<GrantsRequest>("application/json")
            .Describe("setGrants", "Set somebody's roles", "All of them. Open connections come back with the new ones.", 400, 404, 409, 413, 415);
        users.MapPut("/{name}/disabled", SetDisabledAsync).Accepts<DisabledRequest>("application/json")
            .Describe("setDisabled", "Shut an account, or open it again", "Shutting ends sessions, tokens and connections at once.", 400, 404, 409, 413, 415);
        users.MapDelete("/{name}/factors", ResetFactorsAsync)
            .Describe("resetFactors", "Forget somebody's second factors", "For a lost phone: authenticator, passkeys and recovery codes. Ends their sessions.", 404);
        users.MapDelete("/{name}", RemoveAsync).Describe("removeUser", "Erase an account", "With everything kept of it but the audit.", 404, 409);
        users.MapDelete("/{name}/sessions/{id}", CloseSessionAsync).Describe("closeSession", "Sign somebody's browser out", "Its open connections end at once.", 404);
    }

    private static async Task<Results<Ok<UserWire>, ProblemHttpResult>> AddAsync(
        string name, HttpContext http, IAccounts accounts, IRegistry registry, CancellationToken cancellationToken)
    {
        (AddUserRequest? wanted, ProblemHttpResult? refusal) = await JsonBody.ReadAsync<AddUserRequest>(http.Request, cancellationToken);
        if (wanted is null) return refusal!;
        if (wanted.Role is null == wanted.Grants is null) return Problem.BadRequest("Give role (over the whole centre) or grants.");
        if (wanted.Password is null != wanted.System) return Problem.BadRequest("Give a password, or system: true for an account with tokens only.");
        if (GrantCheck.Read(wanted.Grants ?? [new GrantWire(wanted.Role!)], http, registry.Current, out Grant[] grants) is { } wrong) return wrong;
        if (accounts.Find(name) is not null) return Problem.Of(409, $"There is a user {AccountRules.Normalise(name)} already; `ioc user password` sets a new password.");
        try
        {
            var added = new NewAccount(name, wanted.Password, grants) { FullName = wanted.FullName ?? "", MustChangePassword = wanted.MustChange };
            return await accounts.AddAsync(added, cancellationToken) ? TypedResults.Ok(UserWire.Of(accounts.Find(name)!)) : Problem.Of(409, "There is such a user already.");
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
        if (AccountRules.RefusePassword(account.UserName, wanted.Password) is { } words) return Problem.BadRequest(GrantCheck.Sentence(words));
        await accounts.SetPasswordAsync(account.UserName, wanted.Password, wanted.MustChange, Caller.Of(http).Session?.Key, cancellationToken);
        return TypedResults.Ok(UserWire.Of(accounts.Find(name) ?? account));
    }

    private static async Task<Results<Ok<UserWire>, ProblemHttpResult>> SetGrantsAsync(
        string name, HttpContext http, IAccounts accounts, IRegistry registry, CancellationToken cancellationToken)
    {
        (GrantsRequest? wanted, ProblemHttpResult? refusal) = await JsonBody.ReadAsync<GrantsRequest>(http.Request, cancellationToken);
        if (wanted is null) return refusal!;
        if (PeopleApi.Reachable(name, http, accounts, registry.Current) is not { } account) return PeopleApi.NoSuchUser();
        if (GrantCheck.Read(wanted.Grants, http, registry.Current, out Grant[] grants) is { } wrong) return wrong;
        if (!grants.Any(IsChief) && IsLastChief(account, accounts)) return LastChief();
        await accounts.SetGrantsAsync(account.UserName, grants, cancellationToken);
        return TypedResults.Ok(UserWire.Of(accounts.Find(name) ?? account));
    }

    private static async Task<Results<Ok<UserWire>, ProblemHttpResult>> SetDisabledAsync(
        string name, HttpContext http, IAccounts accounts, IRegistry registry, CancellationToken cancellationToken)
    {
        (DisabledRequest? wanted, ProblemHttpResult? refusal) = await JsonBody.ReadAsync<DisabledRequest>(http.Request, cancellationToken);
        if (wanted is null) return refusal!;
        if (PeopleApi.Reachable(name, http, accounts, registry.Current) is not { } account) return PeopleApi.NoSuchUser();
        if (wanted.Disabled && IsLastChief(account, accounts)) return LastChief();
        await accounts.SetDisabledAsync(account.UserName, wanted.Disabled, cancellationToken);
        return TypedResults.Ok(UserWire.Of(accounts.Find(name) ?? account));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        string name, HttpContext http, IAccounts accounts, IRegistry registry, CancellationToken cancellationToken)
    {
        if (PeopleApi.Reachable(name, http, accounts, registry.Current) is not { } account) return PeopleApi.NoSuchUser();
        if (IsLastChief(account, accounts)) return LastChief();
        return await accounts.RemoveAsync(account.UserName, cancellationToken) ? TypedResults.NoContent() : PeopleApi.NoSuchUser();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> CloseSessionAsync(
        string name, string id, HttpContext http, IAccounts accounts, ISessions sessions, IRegistry registry, CancellationToken cancellationToken)
    {
        if (PeopleApi.Reachable(name, http, accounts, registry.Current) is not { } account) return PeopleApi.NoSuchUser();
        return sessions.Of(account.UserName).FirstOrDefault(session => session.Id == id) is { } found && await sessions.CloseAsync(found.Key, cancellationToken)
            ? TypedResults.NoContent()
            : Problem.NotFound("This account has no such session.");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ResetFactorsAsync(
        string name, HttpContext http, IAccounts accounts, ISecondFactors factors, IRegistry registry, CancellationToken cancellationToken) =>
        PeopleApi.Reachable(name, http, accounts, registry.Current) is { } account && await factors.ResetAsync(account.UserName, cancellationToken)
            ? TypedResults.NoContent()
            : PeopleApi.NoSuchUser();

    private static bool IsChief(Grant grant) => grant is { Role: AccountRole.Administrator, IsEverywhere: true };

    private static bool IsLastChief(Account account, IAccounts accounts) =>
        account.Grants.Any(IsChief) && !account.IsDisabled
        && !accounts.All.Any(other => other.UserName != account.UserName && other is { IsDisabled: false, HasPassword: true } && other.Grants.Any(IsChief));

    private static ProblemHttpResult LastChief() => Problem.Of(409, "Nobody else administers the whole centre: give that role to somebody first.");
}
