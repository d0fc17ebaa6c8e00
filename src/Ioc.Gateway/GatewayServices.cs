using System.Net;
using Ioc.Gateway.Commands;
using Ioc.Gateway.OutsideBroker;
using Ioc.Gateway.Publishes;
using Ioc.Gateway.Sessions;
using Ioc.Mqtt.Broker;
using Ioc.Mqtt.Transport;
using Microsoft.Extensions.DependencyInjection;

namespace Ioc.Gateway;

/// <summary>Puts the device edge into a host: the embedded broker, its listener and seams, and the command pump.</summary>
public static class GatewayServices
{
    /// <summary>Name of the meter to export.</summary>
    public const string MeterName = GatewayMetrics.MeterName;

    /// <summary>
    /// Adds the gateway. The container must also have IIntake, IRegistry, IRejections and IBroadcasts.
    /// </summary>
    /// <exception cref="ArgumentException">The options are not usable; the message lists every error.</exception>
    public static IServiceCollection AddGateway(this IServiceCollection services, GatewayOptions options)
    {
        if (options.Errors() is { Count: > 0 } errors)
            throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(options));

        services.AddSingleton(options);
        services.AddSingleton<LiveSessions>();
        services.AddSingleton<GatewayMetrics>();
        services.AddSingleton<DeviceQuotas>();
        return options.OutsideBroker is null ? services.AddEmbeddedBroker(options) : services.AddOutsideBroker();
    }

    private static IServiceCollection AddOutsideBroker(this IServiceCollection services)
    {
        services.AddSingleton<BrokerLink>();
        services.AddSingleton<ICommandChannel>(provider => provider.GetRequiredService<BrokerLink>());
        services.AddSingleton<IDeviceEdge>(provider => provider.GetRequiredService<BrokerLink>());
        services.AddHostedService(provider => provider.GetRequiredService<BrokerLink>());
        return services.AddHostedService<CommandPump>();
    }

    private static IServiceCollection AddEmbeddedBroker(this IServiceCollection services, GatewayOptions options)
    {
        services.AddSingleton<IDeviceEdge, BrokerEdge>();
        services.AddSingleton<ICommandChannel, BrokerCommands>();
        services.AddSingleton<BroadcastNumbers>();
        services.AddSingleton<DeliveryReports>();
        services.AddSingleton<IConnectAuthenticator, DeviceAuthenticator>();
        services.AddSingleton<IPublishSink, JournalSink>();
        services.AddSingleton<ISubscribeAuthorizer, DeviceSubscriptions>();
        services.AddSingleton<IBrokerObserver, SessionObserver>();
        services.AddMqttBroker(limits: options.Limits with { ConnectionsMax = options.ConnectionsMax }, storeDirectory: options.MqttStoreDirectory);
        services.AddHostedService<BrokerLifetime>();
        services.AddHostedService(provider => provider.GetRequiredService<DeliveryReports>());
        services.AddHostedService<CommandPump>();
        services.AddHostedService<SessionSweep>();
        // Last: a device that connects finds everything running.
        services.AddMqttListener([.. Endpoints(options)]);
        return services;
    }

    /// <summary>The plain endpoints first: the first of them is the one that the host announces.</summary>
    private static IEnumerable<MqttEndpoint> Endpoints(GatewayOptions options)
    {
        IReadOnlyList<string> texts = options.MqttListenAddresses.Count > 0 ? options.MqttListenAddresses : [options.ListenAddress];
        List<IPAddress> addresses = [.. texts.Select(IPAddress.Parse)];
        List<IPNetwork> networks = [.. options.ProxyNetworks.Select(IPNetwork.Parse)];
        if (options.MqttPort is { } port)
        {
            foreach (var address in addresses)
                yield return new MqttEndpoint { Address = address, Port = port, ProxyNetworks = networks };
        }

        if (options.MqttTlsPort is not { } tlsPort)
            yield break;
        var tls = new TlsEndpoint
        {
            CertificateFile = options.TlsCertificateFile!,
            KeyFile = options.TlsKeyFile!,
            ClientAuthoritiesFile = options.TlsClientAuthoritiesFile,
        };
        foreach (var address in addresses)
            yield return new MqttEndpoint { Address = address, Port = tlsPort, Tls = tls, ProxyNetworks = networks };
    }
}
