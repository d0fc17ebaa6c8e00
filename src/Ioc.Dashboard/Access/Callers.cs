using Ioc.Silo.Accounts;
using Ioc.Silo.Registry;
using Microsoft.AspNetCore.Http;

namespace Ioc.Dashboard.Access;

/// <summary>From a credential to who calls and what they may, as of now.</summary>
internal sealed class Callers(IAccounts accounts, ISessions sessions, ITokens tokens, DashboardOptions options, TimeProvider time)
{
    /// <summary>Null: unknown, ended, revoked, expired or disabled.</summary>
    public Caller? Find(PresentedCredential credential, string? address)
    {
        if (credential.Token is { } token)
        {
            return tokens.Use(token, address) is { } entry && accounts.Find(entry.UserName) is { IsDisabled: false } account
                ? new Caller(account, credential, CallerLimit.None) { Token = entry, IsProven = true }
                : null;
        }

        if (credential.SessionId is not { } secret || sessions.Use(secret) is not { } session) return null;
        if (accounts.Find(session.UserName) is not { IsDisabled: false } person) return null;
        if (session.TokenId is null)
        {
            bool isProven = time.GetUtcNow() - session.ProvedAt <= TimeSpan.FromMinutes(DashboardLimits.ProofMinutes);
            return new Caller(person, credential, LimitOf(person, session)) { Session = session, IsProven = isProven };
        }

        // A browser that signed in with a token is the token, as long as that works.
        return tokens.Find(session.TokenId) is { } through
            ? new Caller(person, credential, CallerLimit.None) { Session = session, Token = through, IsProven = true }
            : null;
    }

    /// <summary>Until when somebody without a second factor may work without; null: no factor is needed, or one is there, or the time does not end.</summary>
    public DateTimeOffset? FactorDueAt(Account account) =>
        AccessTable.NeedsSecondFactor(account) && !account.HasSecondFactor && options.SecondFactorGraceDays is { } days ? account.FactorFrom.AddDays(days) : null;

    /// <summary>Where the caller may do what the endpoint is for, on this registry.</summary>
    public static Territory Territory(HttpContext http, RegistrySnapshot registry) =>
        new(Caller.Of(http).ReachOf(http.GetEndpoint()!.Metadata.GetMetadata<AccessRule>()!.Permission), registry);

    /// <summary>Where the caller may see, on this registry: what is seen but not to be touched is refused, what is not seen is not there.</summary>
    public static Territory Sight(HttpContext http, RegistrySnapshot registry) => new(Caller.Of(http).ReachOf(Permission.See), registry);

    private CallerLimit LimitOf(Account account, AccountSession session)
    {
        if (account.MustChangePassword) return CallerLimit.ChangePassword;
        // The identity provider may have asked for one that this centre does not know.
        return !session.HasSecondFactor && FactorDueAt(account) <= time.GetUtcNow() ? CallerLimit.EnrolFactor : CallerLimit.None;
    }
}
