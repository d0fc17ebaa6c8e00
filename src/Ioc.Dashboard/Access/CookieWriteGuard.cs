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
        bool reads = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        bool withCookie = context.Features.Get<PresentedCredential>()?.SessionId is not null;
        if (reads || !withCookie || !context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)) return next(context);
        return context.Request.Headers["X-Ioc-Request"] is ["1"]
            ? next(context)
            : Problem.Of(StatusCodes.Status403Forbidden, "Send the header X-Ioc-Request: 1 with every write that uses the session cookie.")
                .ExecuteAsync(context);
    }
}
