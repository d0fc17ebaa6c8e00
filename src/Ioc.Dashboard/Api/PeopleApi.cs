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

/// <summary>Accounts, read; and the way to the calls that change them.</summary>
internal static class PeopleApi
{
    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder users = api.MapGroup("/users").WithTags("People");
        users.MapGet("", List).Describe("listUsers", "Accounts", "By name; those whose roles all lie where you administer.", 400);
        users.MapGet("/{name}", Find).Describe("findUser", "One account", "With what it may do and where, its sessions and its tokens.", 404);
        api.MapGet("/roles", Roles).WithTags("People").Describe("listRoles", "Roles", "What each may do where it is held.");
        PeopleChangesApi.Map(users);
        TokensApi.Map(users);
    }

    /// <summary>Null: there is none, or it has rights that the caller may not give, and so may not touch.</summary>
    internal static Account? Reachable(string name, HttpContext http, IAccounts accounts, RegistrySnapshot registry) =>
        AccountRules.RefuseName(name) is null && accounts.Find(name) is { } account && MayTouch(Caller.Of(http), account.Grants, registry) ? account : null;

    /// <summary>
    /// Whether somebody administers whoever has these roles. Who has none stands nowhere, as after the province took them away, and so belongs to who
    /// administers everything.
    /// </summary>
    internal static bool MayTouch(Caller caller, IReadOnlyList<Grant> grants, RegistrySnapshot registry) =>
        grants.Count > 0 ? grants.All(grant => MayGive(caller, grant, registry)) : caller.ReachOf(Permission.ManagePeople).IsEverything;

    /// <summary>Nobody gives what they do not have, or where they administer nobody: every permission of the role, over all of its place.</summary>
    internal static bool MayGive(Caller caller, Grant grant, RegistrySnapshot registry) =>
        AccessTable.Roles[grant.Role].Append(Permission.ManagePeople).All(permission => new Territory(caller.ReachOf(permission), registry).Covers(grant));

    /// <summary>
    /// A stolen browser or token must not become the account for good: to the own account one sees with the password (/account). Null: it is somebody else's,
    /// or a program on this machine repairs an administrator whose password is lost, with the token that lies in the data directory.
    /// </summary>
    internal static ProblemHttpResult? RefuseSelf(HttpContext http, Account account)
    {
        Caller caller = Caller.Of(http);
        return caller.Name != account.UserName || (caller.Session is null && AccessJudge.IsThisMachine(http))
            ? null
            : Problem.Forbidden("This is your own account: see to it under /api/v1/account, or let somebody else do it.", Refusal.OwnAccount);
    }

    internal static ProblemHttpResult NoSuchUser() => Problem.NotFound("No account has this name, or it has rights where you administer nothing: see GET /api/v1/users.", Refusal.UserUnknown);

    private static Results<Ok<Page<UserWire>>, ProblemHttpResult> List(HttpRequest request, string? pageSize, string? cursor, IAccounts accounts, IRegistry registry)
    {
        var check = new QueryCheck(request, "pageSize", "cursor");
        int size = check.PageSize(pageSize);
        string? after = check.Text("cursor", cursor);
        if (check.Failed) return check.Refusal();
        RegistrySnapshot current = registry.Current;
        Account[] mine = [.. accounts.All.Where(account => MayTouch(Caller.Of(request.HttpContext), account.Grants, current))];
        Account[] rest = [.. mine.Where(account => after is null || string.CompareOrdinal(account.UserName, after) > 0).Take(size + 1)];
        string? next = rest.Length > size ? rest[size - 1].UserName : null;
        return TypedResults.Ok(new Page<UserWire>([.. rest.Take(size).Select(UserWire.Of)], next, mine.Length));
    }

    private static Results<Ok<UserDetailWire>, ProblemHttpResult> Find(
        string name, HttpContext http, IAccounts accounts, ISessions sessions, ITokens tokens, IRegistry registry) =>
        Reachable(name, http, accounts, registry.Current) is { } account ? TypedResults.Ok(Detail(account, http, sessions, tokens)) : NoSuchUser();

    internal static UserDetailWire Detail(Account account, HttpContext http, ISessions sessions, ITokens tokens)
    {
        var asked = new Caller(account, new PresentedCredential(null, null), CallerLimit.None);
        return new UserDetailWire(
            UserWire.Of(account),
            [.. asked.Permissions.Select(permission => CanWire.Of(permission, asked.ReachOf(permission)))],
            [.. sessions.Of(account.UserName).Select(session => OpenSessionWire.Of(session, Caller.Of(http).Session?.Key))],
            [.. tokens.All.Where(token => token.UserName == account.UserName).Select(TokenWire.Of)]);
    }

    private static Ok<RoleWire[]> Roles() => TypedResults.Ok(Enum.GetValues<AccountRole>().Select(role => new RoleWire(
        EnumWords<AccountRole>.Word(role), [.. AccessTable.Roles[role].Order().Select(EnumWords<Permission>.Word)], AccessTable.Roles[role].Overlaps(AccessTable.Grave))).ToArray());
}
