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
/// there. The second factor is the provider's to ask for.
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

        options.Events = new OpenIdConnectEvents { OnTicketReceived = context => EnterAsync(context, provider), OnRemoteFailure = FailAsync };
    }

    private static async Task EnterAsync(TicketReceivedContext context, IdentityProvider provider)
    {
        IServiceProvider services = context.HttpContext.RequestServices;
        string? name = context.Principal?.FindFirst(provider.NameClaim)?.Value;
        Account? account = name is not null && AccountRules.RefuseName(name) is null ? services.GetRequiredService<IAccounts>().Find(name) : null;
        if (account is { IsDisabled: false })
            await services.GetRequiredService<SignIns>().OpenAsync(context.HttpContext, account, null, hasSecondFactor: true, context.HttpContext.RequestAborted);
        context.Response.Redirect(account is { IsDisabled: false } ? "/" : "/?provider=unknown");
        context.HandleResponse();
    }

    private static Task FailAsync(RemoteFailureContext context)
    {
        ILoggerFactory loggers = context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>();
        DashboardLog.ProviderFailed(loggers.CreateLogger("Ioc.Dashboard.Provider"), context.Failure?.GetType().Name ?? "");
        context.Response.Redirect("/?provider=failed");
        context.HandleResponse();
        return Task.CompletedTask;
    }
}
