using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Ioc.Dashboard.Access;

/// <summary>The one place that decides about HTTP requests. What it does not know it refuses.</summary>
internal sealed class AccessJudge : AuthorizationHandler<AccessRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, AccessRequirement requirement)
    {
        if (context.Resource is HttpContext http && Allows(http)) context.Succeed(requirement);
        return Task.CompletedTask;
    }

    private static bool Allows(HttpContext http)
    {
        Caller? caller = http.Features.Get<Caller>();
        // No endpoint: who is signed in may hear that there is nothing here (404).
        if (http.GetEndpoint() is not { } found) return caller is not null;
        // Routing's own answers, 405 and 415, do nothing: a sign-in that was sent as a form must hear that it is the form.
        if (found is not RouteEndpoint endpoint) return true;
        if (endpoint.Metadata.GetMetadata<AccessRule>() is not { } rule) return false;
        return caller is not null ? rule.Allows(caller) : rule.OpenToThisMachine && IsThisMachine(http);
    }

    /// <summary>A reverse proxy on this machine makes every stranger come from loopback; it says so in its headers.</summary>
    internal static bool IsThisMachine(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !http.Request.Headers.ContainsKey("X-Forwarded-For") && !http.Request.Headers.ContainsKey("Forwarded");
}
