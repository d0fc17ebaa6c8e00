using Ioc.Mqtt.Broker;
using Ioc.Mqtt.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Ioc.Mqtt.Transport;

public static class MqttBrokerServiceCollectionExtensions
{
    /// <summary>
    /// Registers the broker as a singleton with its seams taken from the container: <see cref="IConnectAuthenticator"/>,
    /// <see cref="IPublishSink"/>, <see cref="ISubscribeAuthorizer"/>, and <see cref="IBrokerObserver"/> where there is one.
    /// With a <paramref name="storeDirectory"/>, sessions and retained messages are kept there and survive a crash (<see cref="BrokerStore"/>).
    /// Whoever owns the host's life calls <see cref="MqttBroker.StopAsync"/> first when it stops, so that clients hear why.
    /// </summary>
    public static IServiceCollection AddMqttBroker(this IServiceCollection services, BrokerOptions? options = null, MqttLimits? limits = null, string? storeDirectory = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options ?? new BrokerOptions());
        services.AddSingleton(limits ?? new MqttLimits());
        if (storeDirectory is not null)
        {
            services.AddSingleton(provider => BrokerStore.Open(
                storeDirectory, time: provider.GetRequiredService<TimeProvider>(), loggerFactory: provider.GetRequiredService<ILoggerFactory>()));
        }

        services.AddSingleton(provider => new MqttBroker(
            provider.GetRequiredService<BrokerOptions>(),
            provider.GetRequiredService<MqttLimits>(),
            provider.GetRequiredService<IConnectAuthenticator>(),
            provider.GetRequiredService<IPublishSink>(),
            provider.GetRequiredService<ISubscribeAuthorizer>(),
            provider.GetService<IBrokerObserver>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>(),
            provider.GetService<BrokerStore>()));
        return services;
    }

    /// <summary>
    /// Listens on these addresses while the host runs: from the start of this service, which comes after those registered before, to its
    /// stop. A port in use, or an address this machine does not have, fails the host's start with one <see cref="IOException"/>.
    /// </summary>
    public static IServiceCollection AddMqttListener(this IServiceCollection services, params IReadOnlyList<MqttEndpoint> endpoints)
    {
        services.AddSingleton(provider => new MqttListener(
            provider.GetRequiredService<MqttBroker>(),
            endpoints,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>()));
        services.AddHostedService(provider => provider.GetRequiredService<MqttListener>());
        return services;
    }
}
