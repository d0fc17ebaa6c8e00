using Ioc.Silo.Accounts;

namespace Ioc.Dashboard.Wire;

/// <summary>A signed-in browser, as its owner or an administrator sees it.</summary>
internal sealed record OpenSessionWire(
    string Id, DateTimeOffset OpenedAt, DateTimeOffset UsedAt, string? Address, string? Agent, bool SecondFactor, bool WithToken, bool Current)
{
    public static OpenSessionWire Of(AccountSession session, string? currentKey) => new(
        session.Id, session.OpenedAt, session.UsedAt, session.Address, session.Agent, session.HasSecondFactor, session.TokenId is not null, session.Key == currentKey);
}
