using Ioc.Silo.Accounts;
using Microsoft.AspNetCore.Http;

namespace Ioc.Dashboard.Access;

/// <summary>Counts one attempt to sign in as somebody, with a password, a code or a passkey.</summary>
internal sealed class SignInAttempts(SignInThrottle throttle, SignInLimiter limiter, IKnownBrowsers browsers)
{
    /// <summary>Null: go ahead; else how long to wait.</summary>
    /// <param name="http">Where from.</param>
    /// <param name="userName">As typed; unknown names are slowed alike, so that the wait tells nothing.</param>
    public TimeSpan? Begin(HttpContext http, string userName)
    {
        if (KnownBrowser(http, userName) is { } browser) return throttle.Begin(browser);
        if (!limiter.TryPassword(http.Connection.RemoteIpAddress)) return TimeSpan.FromMinutes(1);
        return throttle.Begin(AccountKey(userName), AddressKey(http));
    }

    public void Succeeded(HttpContext http, string userName)
    {
        if (KnownBrowser(http, userName) is { } browser)
        {
            throttle.Succeeded(browser);
            return;
        }

        throttle.Succeeded(AccountKey(userName));
        throttle.Uncount(AddressKey(http));
    }

    private string? KnownBrowser(HttpContext http, string userName) =>
        http.Request.Cookies[BrowserCookie.Name] is { Length: > 0 and <= 64 } secret && AccountRules.RefuseName(userName) is null && browsers.Knows(userName, secret)
            ? "browser " + Secret.Key(secret)
            : null;

    private static string AccountKey(string userName) => "account " + AccountRules.Normalise(userName);

    private static string AddressKey(HttpContext http) => "address " + SignInLimiter.Network(http.Connection.RemoteIpAddress ?? System.Net.IPAddress.None);
}
