using Ioc.Dashboard.Access;
using Ioc.Silo.Accounts;

namespace Ioc.Dashboard.Wire;

/// <summary>Who is signed in and what they may do.</summary>
/// <param name="UserName">Of the account.</param>
/// <param name="FullName">Empty where nobody gave one.</param>
/// <param name="Role">The strongest role, for showing.</param>
/// <param name="Grants">Every role with its place.</param>
/// <param name="Permissions">What the caller may do somewhere; screens hide the rest.</param>
/// <param name="Limit"><c>changePassword</c> or <c>enrolFactor</c>: nothing but the own account until that is done; else null.</param>
/// <param name="SecondFactor">The account has one.</param>
/// <param name="SecondFactorNeeded">A role needs one.</param>
/// <param name="SecondFactorDueAt">From then on nothing else goes without one; null: no such time.</param>
/// <param name="LastSignInAt">The one before this.</param>
/// <param name="LastSignInFrom">Its address.</param>
internal sealed record SessionWire(
    string UserName, string FullName, [property: Words(typeof(AccountRole))] string? Role, IReadOnlyList<GrantWire> Grants, IReadOnlyList<string> Permissions, [property: Words(typeof(CallerLimit))] string? Limit,
    bool SecondFactor, bool SecondFactorNeeded, DateTimeOffset? SecondFactorDueAt, DateTimeOffset? LastSignInAt, string? LastSignInFrom)
{
    /// <summary>The first that an account has is its strongest.</summary>
    private static readonly AccountRole[] ByStrength =
    [
        AccountRole.Administrator, AccountRole.Engineer, AccountRole.Approver, AccountRole.Operator, AccountRole.Editor, AccountRole.FieldTeam, AccountRole.Viewer,
    ];

    public static SessionWire Of(Caller caller, DateTimeOffset? factorDueAt)
    {
        Account account = caller.Account;
        return new SessionWire(
            account.UserName, account.FullName, StrongestRole(account), [.. account.Grants.Select(GrantWire.Of)],
            [.. caller.Permissions.Select(EnumWords<Permission>.Word)],
            caller.Limit == CallerLimit.None ? null : EnumWords<CallerLimit>.Word(caller.Limit),
            account.HasSecondFactor, AccessTable.NeedsSecondFactor(account), factorDueAt, caller.Session?.PreviousAt, caller.Session?.PreviousFrom);
    }

    /// <summary>Null: no role at all.</summary>
    public static string? StrongestRole(Account account) =>
        ByStrength.Where(account.Has).Select(role => EnumWords<AccountRole>.Word(role)).FirstOrDefault();
}
