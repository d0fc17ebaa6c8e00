using Ioc.Silo.Accounts;
using Microsoft.AspNetCore.Http;

namespace Ioc.Dashboard.Access;

/// <summary>
/// Counts attempts to be somebody: passwords of whoever comes, codes of a second factor, passwords shown again. Strangers' guesses slow strangers; an owner is
/// counted alone in a browser that signed in before, and in a session that is open.
/// </summary>
internal sealed class SignInAttempts(SignInThrottle throttle, DashboardOptions options, IKnownBrowsers browsers)
{
    /// <summary>A password. Null: go ahead; else how long to wait.</summary>
    /// <param name="http">Where from.</param>
    /// <param name="userName">As typed; unknown names are slowed alike, so that the wait tells nothing.</param>
    public TimeSpan? Begin(HttpContext http, string userName)
    {
        if (KnownBrowser(http, userName) is { } browser) return throttle.Begin(browser);
        return throttle.Begin(Place(http, userName), Network(http), Account(userName));
    }

    /// <summary>Everything that is asked for was shown after <see cref="Begin"/>: a password alone, where a second factor is due, clears nothing.</summary>
    public void Succeeded(HttpContext http, string userName)
    {
        PasskeySucceeded(http, userName);
        if (IsKnown(http, userName)) return;
        throttle.Uncount(Network(http));
        throttle.Uncount(Account(userName));
    }

    /// <summary>There was no room to look at it.</summary>
    public void NotLookedAt(HttpContext http, string userName)
    {
        throttle.Uncount(Place(http, userName));
        throttle.Uncount(Network(http));
        throttle.Uncount(Account(userName));
    }

    /// <summary>A passkey, which is everything. It may come without a password that was counted, so nothing is taken back of what others share.</summary>
    public void PasskeySucceeded(HttpContext http, string userName)
    {
        throttle.Succeeded(ThrottleKey.Factor(AccountRules.Normalise(userName)));
        throttle.Succeeded(KnownBrowser(http, userName) ?? Place(http, userName));
    }

    /// <summary>A code of the second factor, from wherever: no browser is spared.</summary>
    public TimeSpan? BeginCode(string userName) => throttle.Begin(ThrottleKey.Factor(AccountRules.Normalise(userName)));

    /// <summary>The password again, by who is signed in.</summary>
    public TimeSpan? BeginProof(AccountSession session) => throttle.Begin(ThrottleKey.Session(session.Key));

    public void ProofSucceeded(AccountSession session) => throttle.Succeeded(ThrottleKey.Session(session.Key));

    public bool IsKnown(HttpContext http, string userName) => KnownBrowser(http, userName) is not null;

    private ThrottleKey? KnownBrowser(HttpContext http, string userName) =>
        http.Request.Cookies[BrowserCookie.Name] is { Length: > 0 and <= 64 } secret && AccountRules.RefuseName(userName) is null && browsers.Knows(userName, secret)
            ? ThrottleKey.Browser(Secret.Key(secret))
            : null;

    private static ThrottleKey Place(HttpContext http, string userName) => ThrottleKey.Place(AccountRules.Normalise(userName), Wide(http));

    private ThrottleKey Network(HttpContext http) => ThrottleKey.Network(Wide(http), options.PasswordAttemptsPerMinute);

    private static ThrottleKey Account(string userName) => ThrottleKey.Account(AccountRules.Normalise(userName));

    private static string Wide(HttpContext http) => ClientNetwork.Wide(http.Connection.RemoteIpAddress).ToString();
}
