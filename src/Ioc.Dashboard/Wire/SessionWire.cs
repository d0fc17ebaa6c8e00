using Ioc.Silo.Accounts;

namespace Ioc.Dashboard.Wire;

/// <param name="UserName">Of the account.</param>
/// <param name="Role"><c>viewer</c>, <c>operator</c> or <c>administrator</c>.</param>
internal sealed record SessionWire(string UserName, [property: Words(typeof(AccountRole))] string Role)
{
    public static SessionWire Of(Account account) => new(account.UserName, EnumWords<AccountRole>.Word(account.Role));
}
