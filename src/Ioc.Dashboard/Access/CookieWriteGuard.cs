using Ioc.Dashboard.Problems;
using Microsoft.AspNetCore.Http;

namespace Ioc.Dashboard.Access;

/// <summary>
/// Writes made with the cookie need <c>X-Ioc-Request: 1</c>: a page of another origin cannot send that header without a preflight,
/// which we never answer. SameSite=Strict already stops such pages; this holds where a browser is old or a subdomain hostile.
/// </summary>
internal sealed class CookieWriteGuard(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        bool withCookie = context.Features.Get<PresentedCredential>()?.SessionId is not null;
        if (withCookie && context.Request.Path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase) && !IsOwnOrigin(context.Request))
            return Problem.Forbidden("The live hub takes the session cookie from this centre's own pages only.", Refusal.ForeignPage).ExecuteAsync(context);
        bool reads = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        if (reads || !withCookie || !context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)) return next(context);
        return context.Request.Headers["X-Ioc-Request"] is ["1"]
            ? next(context)
            : Problem.Forbidden("Send the header X-Ioc-Request: 1 with every write that uses the session cookie.", Refusal.ForeignPage).ExecuteAsync(context);
    }

    /// <summary>Browsers send the origin with every WebSocket; a proxy may speak TLS for us, so the scheme is not compared. Programs send none.</summary>
    private static bool IsOwnOrigin(HttpRequest request) =>
        request.Headers.Origin is not [{ } origin] || (Uri.TryCreate(origin, UriKind.Absolute, out Uri? page) && string.Equals(page.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
}
