using Ioc.Silo.Accounts;
using Ioc.Silo.Audit;
using Ioc.Silo.Exports;
using Ioc.Silo.History;
using Ioc.Silo.Influx;
using Ioc.Silo.Provisioning;
using Ioc.Silo.Registry;
using Ioc.Silo.Rejections;
using Ioc.Silo.Rollups;
using Ioc.Silo.Series;
using Ioc.Silo.Sizes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Ioc.Silo.Storage;

/// <summary>Registers the stores: databases, registry, accounts, rejections, series.</summary>
public static class SiloStores
{
    /// <summary>
    /// Adds every store. The engine adds its own <see cref="IRegistryChangeSink"/>, <see cref="IUnflushedPoints"/> and <see
    /// cref="ICellOrdinals"/>, before or
    /// after this call; they may depend on the stores, because the stores ask for them only when they first need them.
    /// </summary>
    /// <exception cref="ArgumentException">Options out of range; the message lists all of them.</exception>
    public static IServiceCollection AddSiloStores(this IServiceCollection services, StoreOptions options)
    {
        if (options.Validate() is { Count: > 0 } errors)
            throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(options));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(_ => new OperationsDatabase(options.DataDirectory));
        services.AddSingleton(_ => OpenTelemetry(options));
        services.AddSingleton<StoreWatch>();
        services.AddSingleton(provider => new SqliteRegistry(
            provider.GetRequiredService<OperationsDatabase>(), provider.GetService<IRegistryChangeSink>, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IRegistry>(provider => provider.GetRequiredService<SqliteRegistry>());
        services.AddProvisioning();
        services.AddAccounts();
        services.AddSingleton<IAuditLog, SqliteAudit>();
        services.AddSingleton<IRejections, RecentRejections>();
        services.AddSingleton<IHealthHistory, SqliteHealthHistory>();
        services.AddSingleton<ITelemetryWriter, TelemetryStore>();
        services.AddSingleton(provider => new SqliteSeries(
            provider.GetRequiredService<TelemetryDatabase>(), provider.GetRequiredService<IRegistry>(), options,
            provider.GetRequiredService<IUnflushedPoints>, provider.GetRequiredService<ICellOrdinals>));
        if (options.Influx is { } influx)
            services.AddInflux(influx);
        else
            services.AddSingleton<ISeries>(provider => provider.GetRequiredService<SqliteSeries>());
        services.TryAddSingleton<IOlderPoints, NoOlderPoints>();
        services.AddSingleton<ITelemetrySizes, CachedSizes>();
        services.AddSingleton<ITelemetryExport>(provider => new TelemetryExport(
            provider.GetRequiredService<TelemetryDatabase>(), provider.GetRequiredService<ISeries>(), provider.GetRequiredService<IRegistry>(),
            provider.GetRequiredService<ICellOrdinals>, provider.GetRequiredService<IOlderPoints>()));
        services.AddSingleton<TelemetryRetention>();
        services.AddSingleton<TelemetryCompaction>();
        services.AddSingleton<TelemetryRollup>();
        services.AddSingleton<RollupRetention>();
        services.AddHostedService<TelemetryUpkeep>();
        services.AddHostedService<AuditUpkeep>();
        services.TryAddSingleton<IUnflushedPoints, NothingUnflushed>();
        services.TryAddSingleton<ICellOrdinals, RegisteredCellOrdinals>();
        return services;
    }

    private static void AddProvisioning(this IServiceCollection services)
    {
        services.AddSingleton<SqliteDeviceAccess>();
        services.AddSingleton<IDeviceAccess>(provider => provider.GetRequiredService<SqliteDeviceAccess>());
        services.AddSingleton<IDeviceDoor>(provider => provider.GetRequiredService<SqliteDeviceAccess>());
        services.AddSingleton<IClaims, SqliteClaims>();
        services.AddHostedService<ProvisioningUpkeep>();
    }

    private static void AddInflux(this IServiceCollection services, InfluxOptions influx)
    {
        services.AddSingleton(influx);
        services.AddSingleton(provider => new InfluxClient(
            influx, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<InfluxClient>>()));
        services.AddSingleton<InfluxRollups>();
        services.AddSingleton<InfluxForwarder>();
        services.AddSingleton<ITelemetryForwarding>(provider => provider.GetRequiredService<InfluxForwarder>());
        services.AddHostedService(provider => provider.GetRequiredService<InfluxForwarder>());
        services.AddSingleton<ISeries, InfluxSeries>();
        services.AddSingleton<IOlderPoints, InfluxPoints>();
    }

    private static TelemetryDatabase OpenTelemetry(StoreOptions options)
    {
        var database = new TelemetryDatabase(options.DataDirectory);
        if (options.Influx is null)
            TelemetryOutbox.Abandon(database);
        return database;
    }
}
