using System.Net;
using Ioc.Mqtt.Transport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ioc.Host.Serving;

/// <summary>Where people come in: plain HTTP, HTTPS, and the balancers whose word is believed (docs/decisions/0012-access.md).</summary>
internal static class PeopleListener
{
    /// <summary>Where people find a balancer's HTTPS.</summary>
    private const int BalancersPort = 443;

    public static void Listen(KestrelServerOptions kestrel, ServeOptions options)
    {
        kestrel.AddServerHeader = false;
        // First: the command line and the simulated devices find the server by the first address.
        kestrel.Listen(IPAddress.Parse(options.ListenAddress), options.Port);
        if (options.HttpsPort is not { } port)
        {
            return;
        }

        var log = kestrel.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger<HttpsDoor>();
        new HttpsDoor(new TlsEndpoint { CertificateFile = options.TlsCertificateFile!, KeyFile = options.TlsKeyFile! }, log).Open(kestrel, IPAddress.Parse(options.ListenAddress), port);
    }

    /// <summary>Before anything else looks at a request: who it comes from, and whether by TLS.</summary>
    public static void Guard(WebApplication app, ServeOptions options)
    {
        if (options.HttpProxyNetworks.Count > 0)
        {
            app.UseForwardedHeaders(Forwarded(options));
        }

        if (options.HttpsPort is not null || options.HttpProxyNetworks.Count > 0)
        {
            app.Use(next => new PlainHttpGuard(next, () => options.HttpsPort is null ? BalancersPort : HttpsPort(app), options.MqttWebSocketInClear).InvokeAsync);
        }
    }

    /// <summary>Of the running server, because 0 lets the system choose.</summary>
    public static int HttpsPort(WebApplication app) => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses
        .Select(address => new Uri(address)).First(address => address.Scheme == Uri.UriSchemeHttps).Port;

    /// <summary>One balancer's word, and only a listed one's: the framework would believe whatever comes from this machine.</summary>
    private static ForwardedHeadersOptions Forwarded(ServeOptions options)
    {
        var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = 1 };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var network in options.HttpProxyNetworks)
        {
            forwarded.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        }

        return forwarded;
    }
}
