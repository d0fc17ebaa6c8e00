using Ioc.Silo.Accounts;
using Microsoft.AspNetCore.Http;

namespace Ioc.Dashboard.Access;

/// <summary>Who makes a request, what it proved that with, and how much of the account's rights it has.</summary>
internal sealed record Caller(Account Account, PresentedCredential Credential, CallerLimit Limit)
{
    /// <summary>Null: a token.</summary>
    public AccountSession? Session { get; init; }

    /// <summary>Null: a person's own sign-in.</summary>
    public AccountToken? Token { get; init; }

    /// <summary>A token is its own proof; a person's is asked for again after a while.</summary>
    public bool IsProven { get; init; }

    public string Name => Account.UserName;

    /// <summary>Everything it may do anywhere.</summary>
    public IEnumerable<Permission> Permissions => Enum.GetValues<Permission>().Where(permission => !ReachOf(permission).IsNothing);

    /// <summary>What ends it at once, as <see cref="Endings"/> names them.</summary>
    public IReadOnlyList<string> Ends =>
    [
        Endings.User(Name), .. Session is null ? (string[])[] : [Endings.Session(Session.Key)], .. Token is null ? (string[])[] : [Endings.Token(Token.Id)],
    ];

    /// <summary>Of the middleware, for endpoints that ask for an account.</summary>
    public static Caller Of(HttpContext http) =>
        http.Features.Get<Caller>() ?? throw new System.Diagnostics.UnreachableException("BUG: an endpoint without an account asks who calls");

    public Reach ReachOf(Permission permission) =>
        Token is { Permissions: { } granted } && !granted.Contains(permission)
            ? Reach.Nothing
            : Reach.Of(Account.Grants.Where(grant => AccessTable.Roles[grant.Role].Contains(permission)));
}
