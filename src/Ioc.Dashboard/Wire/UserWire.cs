using Ioc.Dashboard.Access;
using Ioc.Silo.Accounts;

namespace Ioc.Dashboard.Wire;

/// <summary>An account in a list.</summary>
internal sealed record UserWire(
    string UserName, string FullName, string? Role, IReadOnlyList<GrantWire> Grants, bool System, bool Disabled, bool MustChangePassword, bool SecondFactor,
    bool SecondFactorNeeded, DateTimeOffset CreatedAt, DateTimeOffset? LastSignInAt, string? LastSignInFrom)
{
    public static UserWire Of(Account account) => new(
        account.UserName, account.FullName, SessionWire.StrongestRole(account), [.. account.Grants.Select(GrantWire.Of)], !account.HasPassword, account.IsDisabled,
        account.MustChangePassword, account.HasSecondFactor, AccessTable.NeedsSecondFactor(account), account.CreatedAt, account.LastSignInAt, account.LastSignInFrom);
}
