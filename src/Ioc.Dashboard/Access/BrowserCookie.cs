using Microsoft.AspNetCore.Http;

namespace Ioc.Dashboard.Access;

/// <summary>Tells a browser in which somebody has signed in before. It signs nobody in; it only keeps others' guesses from slowing the owner.</summary>
internal static class BrowserCookie
{
    public const string Name = "ioc_browser";

    public static void Send(HttpResponse response, string secret) => response.Cookies.Append(Name, secret, new CookieOptions
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = response.HttpContext.Request.IsHttps,
        Path = "/api/v1/session",
        MaxAge = TimeSpan.FromDays(DashboardLimits.KnownBrowserDays),
        IsEssential = true,
    });
}
