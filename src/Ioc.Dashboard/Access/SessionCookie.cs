using Microsoft.AspNetCore.Http;

namespace Ioc.Dashboard.Access;

/// <summary>The one place that knows the cookie's name and attributes.</summary>
internal static class SessionCookie
{
    public const string Name = "ioc_session";

    /// <summary>Reading who one is sends the cookie anew.</summary>
    public const string SlidesAt = "/api/v1/session";

    public static void Send(HttpResponse response, string id, TimeSpan lifetime) =>
        response.Cookies.Append(Name, id, Attributes(response.HttpContext, lifetime));

    public static void Remove(HttpResponse response) =>
        response.Cookies.Delete(Name, Attributes(response.HttpContext, null));

    private static CookieOptions Attributes(HttpContext http, TimeSpan? lifetime) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        // A centre without certificates yet serves plain HTTP in its own network: a Secure cookie would never come back.
        Secure = http.Request.IsHttps,
        Path = "/",
        MaxAge = lifetime,
        IsEssential = true,
    };
}
