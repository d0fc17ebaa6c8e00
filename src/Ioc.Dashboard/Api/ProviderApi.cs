using Ioc.Dashboard.Access;
using Ioc.Dashboard.Problems;
using Ioc.Dashboard.Wire;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ioc.Dashboard.Api;

/// <summary>Which ways in there are, and the way to the province's identity provider.</summary>
internal static class ProviderApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/session/ways", (DashboardOptions options) => TypedResults.Ok(new WaysInWire(options.Provider?.Label))).WithTags("Session")
            .Describe("listWaysIn", "Ways to sign in beside a password", "Null: no identity provider.");
        api.MapGet("/session/provider", Go).WithTags("Session").Produces(302)
            .Describe("goToProvider", "Sign in at the identity provider", "Redirects there; it comes back with a session, or to the sign-in page.", 404, 429);
    }

    private static Results<ChallengeHttpResult, ProblemHttpResult> Go(HttpContext http, DashboardOptions options, SignInLimiter limiter)
    {
        if (options.Provider is null) return Problem.NotFound("No identity provider is configured (identityProvider in ioc.json).", Refusal.NothingHere);
        if (!limiter.TryToken(http.Connection.RemoteIpAddress)) return SessionApi.TooMany(http, TimeSpan.FromMinutes(1));
        return TypedResults.Challenge(new AuthenticationProperties { RedirectUri = "/" }, [ProviderSignIn.SchemeName]);
    }
}
