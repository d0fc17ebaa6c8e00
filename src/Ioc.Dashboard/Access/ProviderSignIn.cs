using Ioc.Silo.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Ioc.Dashboard.Access;

/// <summary>
/// Sign-in through the province's identity provider. Whom it names must have an account here, which has the roles; nobody gets one by having a name
/// there, and who came once is known by the provider's own word for the person, not by a name that can be changed there. A second factor counts
/// where the provider says that it asked for one; otherwise what holds after a password holds here.
/// </summary>
internal static class ProviderSignIn
{
    public const string SchemeName = "provider";

    private const string CallbackPath = "/api/v1/session/provider/callback";

    public static void AddProviderSignIn(this IServiceCollection services, IdentityProvider provider)
    {
        // What is protected is the way there and back, minutes long: keys in memory are enough, and no key ring is written anywhere.
        services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        services.AddTransient<OpenIdConnectHandler>();
        services.AddSingleton<IPostConfigureOptions<OpenIdConnectOptions>, OpenIdConnectPostConfigureOptions>();
        services.AddOptions<OpenIdConnectOptions>(SchemeName).Configure(options => Configure(options, provider));
        services.Configure<AuthenticationOptions>(authentication => authentication.AddScheme<OpenIdConnectHandler>(SchemeName, null));
    }

    private static void Configure(OpenIdConnectOptions options, IdentityProvider provider)
    {
        options.Authority = provider.Authority.ToString();
        options.BackchannelHttpHandler = new ProviderBackchannel(provider);
        options.RequireHttpsMetadata = !provider.Authority.IsLoopback;
        options.ClientId = provider.ClientId;
        options.ClientSecret = provider.ClientSecret;
        options.ResponseType = "code";
        // The answer comes by GET, so the cookies of the way can be Lax and need no TLS on the way to a proxy.
        options.ResponseMode = "query";
        options.UsePkce = true;
        options.CallbackPath = CallbackPath;
        options.SignInScheme = CredentialAuthentication.SchemeName;
        options.MapInboundClaims = false;
        options.TokenValidationParameters.NameClaimType = provider.NameClaim;
        foreach (CookieBuilder cookie in (CookieBuilder[])[options.CorrelationCookie, options.NonceCookie])
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.Path = "/api/v1/session";
        }

        // The handler drops these two from the claims, where who it is and how it was made sure of is read.
        options.ClaimActions.Remove("iss");
        options.ClaimActions.Remove("acr");
        if (provider.SecondFactorAcr is { } acr) options.AdditionalAuthorizationParameters["acr_values"] = acr;
        options.Events = new OpenIdConnectEvents { OnTicketReceived = context => EnterAsync(context, provider), OnRemoteFailure = FailAsync };
    }

    private static async Task EnterAsync(TicketReceivedContext context, IdentityProvider provider)
    {
        HttpContext http = context.HttpContext;
        IServiceProvider services = http.RequestServices;
        string? name = context.Principal?.FindFirst(provider.NameClaim)?.Value;
        (string? issuer, string? subject) = (context.Principal?.FindFirst("iss")?.Value, context.Principal?.FindFirst("sub")?.Value);
        Account? account = issuer is null || subject is null
            ? null
            : await services.GetRequiredService<IAccounts>().EnterFromProviderAsync($"{issuer} {subject}", name, http.RequestAborted);
        bool hasFactor = context.Principal!.FindAll("amr").Any(method => method.Value == "mfa")
            || (provider.SecondFactorAcr is { } acr && context.Principal.FindFirst("acr")?.Value == acr);
        string? refusal = account is null ? "unknown" : account.HasSecondFactor && !hasFactor ? "factor" : null;
        if (refusal is null) await services.GetRequiredService<SignIns>().OpenAsync(http, account!, null, hasFactor, http.RequestAborted, "identity provider");
        else await services.GetRequiredService<SignInRefusals>().WriteAsync(http, account?.UserName ?? name);
        context.Response.Redirect(refusal is null ? "/" : "/?provider=" + refusal);
        context.HandleResponse();
    }

    private static async Task FailAsync(RemoteFailureContext context)
    {
        await context.HttpContext.RequestServices.GetRequiredService<SignInRefusals>().WriteAsync(context.HttpContext, null);
        ILoggerFactory loggers = context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>();
        DashboardLog.ProviderFailed(loggers.CreateLogger("Ioc.Dashboard.Provider"), context.Failure?.GetType().Name ?? "");
        context.Response.Redirect("/?provider=failed");
        context.HandleResponse();
    }
}
