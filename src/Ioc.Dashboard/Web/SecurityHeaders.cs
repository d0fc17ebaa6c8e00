using Microsoft.AspNetCore.Http;

namespace Ioc.Dashboard.Web;

/// <summary>
/// What a browser may do with anything we answer. Styles may be inline because the component library (Mantine) sets style attributes
/// and one style element at run time; scripts may not. The map draws into blobs and runs its workers from them.
/// </summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    public const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; worker-src 'self' blob:; "
        + "connect-src 'self'; media-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(), geolocation=(self), microphone=(), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        // Whoever came by TLS once is not to be led here without it.
        if (context.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000";
        // Answers hold live state behind a sign-in; the few that may be kept (media, assets, boundaries) say so themselves.
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)) headers.CacheControl = "no-store";
        return next(context);
    }
}
