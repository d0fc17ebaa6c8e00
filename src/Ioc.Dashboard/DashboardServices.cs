using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Ioc.Dashboard.Access;
using Ioc.Dashboard.Api;
using Ioc.Dashboard.Broadcasting;
using Ioc.Dashboard.History;
using Ioc.Dashboard.Live;
using Ioc.Dashboard.Metrics;
using Ioc.Dashboard.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Ioc.Dashboard;

/// <summary>
/// Adds the people's edge. The caller has added the silo's seams (IRegistry, IAlerts, ISeries, IBroadcasts, IRejections, the accounts,
/// IIntake, ITwinEngine) and may add <see cref="ISystemFigures"/> and a TimeProvider.
/// </summary>
public static class DashboardServices
{
    public static IServiceCollection AddDashboard(this IServiceCollection services, DashboardOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        IReadOnlyList<string> errors = DashboardOptionsValidator.Errors(options);
        if (errors.Count > 0) throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(options));

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        AddAccess(services);
        if (options.Provider is { } provider) services.AddProviderSignIn(provider);
        AddJson(services);
        AddLive(services);
        services.AddSingleton<RegistryIndexes>();
        services.AddSingleton<Overviews>();
        services.AddSingleton<StartTime>();
        services.AddSingleton<MediaStore>();
        services.AddSingleton<SpeechSynthesizer>();
        services.AddSingleton<BroadcastAudio>();
        services.AddSingleton<WebAppFiles>();
        services.AddSingleton<MeterCollector>();
        services.AddHostedService(provider => provider.GetRequiredService<MeterCollector>());
        services.AddSingleton<CountsHistory>();
        services.AddHostedService(provider => provider.GetRequiredService<CountsHistory>());
        return services;
    }

    private static void AddAccess(IServiceCollection services)
    {
        services.AddSingleton<Callers>();
        services.AddSingleton<SignIns>();
        services.AddSingleton<IAuthorizationHandler, AccessJudge>();
        services.AddSingleton<SignInLimiter>();
        services.AddSingleton<SignInThrottle>();
        services.AddSingleton<SignInAttempts>();
        services.AddSingleton<SignInTickets>();
        services.AddSingleton<SignInRefusals>();
        services.AddSingleton<PasswordLanes>();
        services.AddSingleton<PasskeyCeremony>();
        services.AddSingleton<CostLimiter>();
        // Not AddAuthentication: it also brings data protection, which writes a key ring to the home directory for cookies we do not encrypt.
        services.AddWebEncoders();
        services.AddTransient<CredentialAuthentication>();
        services.AddAuthenticationCore(authentication =>
        {
            authentication.DefaultScheme = CredentialAuthentication.SchemeName;
            authentication.AddScheme<CredentialAuthentication>(CredentialAuthentication.SchemeName, null);
        });
        services.AddAuthorization(authorization =>
            authorization.DefaultPolicy = authorization.FallbackPolicy = new AuthorizationPolicyBuilder().AddRequirements(new AccessRequirement()).Build());
    }

    private static void AddJson(IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json => Shape(json.SerializerOptions));
        // Handlers see every parameter as text and say themselves what is wrong with it.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddOpenApi("v1", OpenApiDescription.Configure);
        services.AddResponseCompression(compression =>
        {
            // BREACH needs a victim's browser to send our cookie from another origin; SameSite=Strict keeps it at home.
            compression.EnableForHttps = true;
            compression.MimeTypes = ["application/json", "application/problem+json", "application/geo+json", "text/plain"];
        });
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = System.IO.Compression.CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = System.IO.Compression.CompressionLevel.Fastest);
    }

    private static void AddLive(IServiceCollection services)
    {
        services.AddSingleton<LivePumps>();
        services.AddSingleton<LiveFaultFilter>();
        services.AddSingleton<LiveAccessFilter>();
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher", LogLevel.None));
        services.AddSignalR(hub =>
        {
            hub.MaximumReceiveMessageSize = LiveLimits.ReceiveBytesMax;
            hub.StreamBufferCapacity = 1;
            hub.EnableDetailedErrors = false;
            hub.DisableImplicitFromServicesParameters = true;
            hub.AddFilter<LiveFaultFilter>();
            hub.AddFilter<LiveAccessFilter>();
        }).AddJsonProtocol(json => Shape(json.PayloadSerializerOptions));
    }

    /// <summary>One shape of JSON at every door: strict on the way in, Vietnamese readable on the way out.</summary>
    internal static void Shape(JsonSerializerOptions json)
    {
        json.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        json.PropertyNameCaseInsensitive = false;
        json.NumberHandling = JsonNumberHandling.Strict;
        json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        json.AllowDuplicateProperties = false;
        // A missing or null member that a record needs is the sender's fault and said so, not a null that fails later.
        json.RespectNullableAnnotations = true;
        json.RespectRequiredConstructorParameters = true;
        json.MaxDepth = DashboardLimits.JsonDepthMax;
        json.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
    }
}
