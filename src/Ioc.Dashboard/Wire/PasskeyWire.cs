using Ioc.Silo.Accounts;

namespace Ioc.Dashboard.Wire;

/// <summary>A passkey as its owner sees it.</summary>
internal sealed record PasskeyWire(string Id, string Label, DateTimeOffset CreatedAt, DateTimeOffset? UsedAt)
{
    public static PasskeyWire Of(Passkey passkey) => new(passkey.Id, passkey.Label, passkey.CreatedAt, passkey.UsedAt);
}
