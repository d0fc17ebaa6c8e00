namespace Ioc.Silo.Accounts;

/// <summary>A way in, once, for somebody who then chooses a password: a new account with its roles, or a new password for one that is there.</summary>
/// <param name="Id">Names it in lists; says nothing about the link.</param>
/// <param name="UserName">The account.</param>
/// <param name="FullName">Of the person.</param>
/// <param name="Grants">Roles of a new account; an account that is there keeps its own.</param>
/// <param name="InvitedBy">Who did.</param>
/// <param name="ExpiresAt">Unused, it is worth nothing from then on.</param>
/// <param name="IsForNewAccount">Or for a new password of an account that was there when it was made; it is never taken for the other.</param>
public sealed record Invitation(string Id, string UserName, string FullName, IReadOnlyList<Grant> Grants, string InvitedBy, DateTimeOffset ExpiresAt, bool IsForNewAccount);
