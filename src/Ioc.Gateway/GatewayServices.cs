using System.Net;
using System.Security.Cryptography.X509Certificates;
using Ioc.Gateway.Commands;
using Ioc.Gateway.Publishes;
using Ioc.Gateway.Sessions;
using Ioc.Mqtt;
using Ioc.Mqtt.Broker;
using Ioc.Mqtt.Transport;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Ioc.Gateway;

/// <summary>Puts the device edge into a host: the embedded broker on Kestrel, its seams, and the command pump.</summary>
public static class GatewayServices
{
    /// <summary>Name of the meter to export.</summary>
    public const string MeterName = GatewayMetrics.MeterName;

    /// <summary>
    /// Adds the gateway and its Kestrel endpoints. The container must also have IIntake, IRegistry, IRejections and IBroadcasts.
    /// Endpoints given here switch off addresses from <c>--urls</c>: the host lists its HTTP endpoints in Kestrel's options too.
    /// </summary>
    /// <exception cref="ArgumentException">The options are not usable; the message lists every error.</exception>
    public static IServiceCollection AddGateway(this IServiceCollection services, GatewayOptions options)
    {
        if (options.Errors() is { Count: > 0 } errors)
            throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(options));

        services.AddSingleton(options);
        services.AddSingleton<LiveSessions>();
        services.AddSingleton<GatewayMetrics>();
        services.AddSingleton<BroadcastNumbers>();
        services.AddSingleton<DeliveryReports>();
        services.AddSingleton<IConnectAuthenticator, DeviceAuthenticator>();
        services.AddSingleton<IPublishSink, JournalSink>();
        services.AddSingleton<ISubscribeAuthorizer, DeviceSubscriptions>();
        services.AddSingleton<IBrokerObserver, SessionObserver>();
        services.AddMqttBroker(limits: new MqttLimits { ConnectionsMax = options.ConnectionsMax });
        services.AddHostedService<BrokerLifetime>();
        services.AddHostedService(provider => provider.GetRequiredService<DeliveryReports>());
        services.AddHostedService<CommandPump>();
        services.AddHostedService<SessionSweep>();
        services.Configure<KestrelServerOptions>(kestrel => Listen(kestrel, options));
        return services;
    }

    private static void Listen(KestrelServerOptions kestrel, GatewayOptions options)
    {
        var address = IPAddress.Parse(options.ListenAddress);
        kestrel.Listen(address, options.MqttPort, endpoint => endpoint.UseConnectionHandler<KestrelMqttHandler>());
        if (options.MqttTlsPort is not { } tlsPort)
            return;
        // Through PKCS 12 and back: some platforms can't use a key that exists in memory only.
        using var pem = X509Certificate2.CreateFromPemFile(options.TlsCertificateFile!, options.TlsKeyFile);
        var certificate = X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), password: null);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(options.TlsCertificateFile!);
        kestrel.Listen(address, tlsPort, endpoint =>
        {
            endpoint.UseHttps(https =>
            {
                https.ServerCertificate = certificate;
                https.ServerCertificateChain = chain;
            });
            endpoint.UseConnectionHandler<KestrelMqttHandler>();
        });
    }
}
