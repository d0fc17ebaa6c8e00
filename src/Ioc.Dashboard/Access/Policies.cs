using System.Net;
using Ioc.Dashboard.Wire;
using Ioc.Silo.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace Ioc.Dashboard.Access;

/// <summary>The four answers to "who may": each role includes the ones before it.</summary>
internal static class Policies
{
    public const string Viewer = "viewer";
    public const string Operator = "operator";
    public const string Administrator = "administrator";

    /// <summary>A viewer, or a program on this machine: what scrapes metrics usually runs here and has no account.</summary>
    public const string ViewerOrLoopback = "viewer-or-loopback";

    public static void Add(AuthorizationOptions options)
    {
        AuthorizationPolicy viewer = AtLeast(AccountRole.Viewer);
        options.AddPolicy(Viewer, viewer);
        options.AddPolicy(Operator, AtLeast(AccountRole.Operator));
        options.AddPolicy(Administrator, AtLeast(AccountRole.Administrator));
        options.AddPolicy(ViewerOrLoopback, policy => policy.RequireAssertion(context =>
            context.User.Identity?.IsAuthenticated == true || (context.Resource is HttpContext http && IsLoopback(http))));

        // Deny by default: whatever forgets to say who may, needs an account.
        options.DefaultPolicy = viewer;
        options.FallbackPolicy = viewer;
    }

    private static AuthorizationPolicy AtLeast(AccountRole least) => new AuthorizationPolicyBuilder()
        .RequireAuthenticatedUser()
        .RequireRole([.. Enum.GetValues<AccountRole>().Where(role => role >= least).Select(EnumWords<AccountRole>.Word)])
        .Build();

    /// <summary>A reverse proxy on this machine makes every stranger come from loopback; it says so in its headers.</summary>
    private static bool IsLoopback(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !http.Request.Headers.ContainsKey("X-Forwarded-For") && !http.Request.Headers.ContainsKey("Forwarded");
}
