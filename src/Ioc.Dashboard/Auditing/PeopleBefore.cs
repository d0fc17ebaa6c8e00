using Ioc.Silo.Accounts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Ioc.Dashboard.Auditing;

/// <summary>What it was before somebody changed or took it away: afterwards nobody could tell any more what a revoked token was allowed.</summary>
internal static class PeopleBefore
{
    public static object? Of(HttpContext http, string operation, string? userName)
    {
        string? id = http.Request.RouteValues["id"] as string;
        return operation switch
        {
            "revokeToken" => Get<ITokens>(http).All.FirstOrDefault(token => token.Id == id && token.UserName == userName) is { } token
                ? new { token.Label, token.Permissions, token.CreatedAt, token.ExpiresAt }
                : null,
            "closeSession" or "closeOwnSession" => Get<ISessions>(http).Of(userName ?? "").FirstOrDefault(session => session.Id == id) is { } session
                ? new { session.OpenedAt, session.UsedAt, session.Address }
                : null,
            "removePasskey" => Get<IPasskeys>(http).Of(userName ?? "").FirstOrDefault(passkey => passkey.Id == id) is { } passkey
                ? new { passkey.Label, passkey.CreatedAt, passkey.UsedAt }
                : null,
            "withdrawInvitation" => Invitation(http) is { } invitation ? new { invitation.Grants, invitation.ExpiresAt, invitation.IsForNewAccount } : null,
            _ => userName is not null && Get<IAccounts>(http).Find(userName) is { } account
                ? new
                {
                    account.Grants, account.IsDisabled, account.MustChangePassword, account.HasTotp, account.Passkeys, account.RecoveryCodesLeft,
                    isPinned = account.ProviderSubject is not null,
                }
                : null,
        };
    }

    /// <summary>The one that a call names by its id.</summary>
    public static Invitation? Invitation(HttpContext http) =>
        http.Request.RouteValues["id"] is string id ? Get<IInvitations>(http).All().FirstOrDefault(one => one.Id == id) : null;

    private static T Get<T>(HttpContext http)
        where T : notnull => http.RequestServices.GetRequiredService<T>();
}
