using Ioc.Silo.Alerts;
using Ioc.Silo.Broadcasts;
using Ioc.Silo.Intake;
using Ioc.Silo.Journal;
using Ioc.Silo.Registry;
using Ioc.Silo.Series;
using Ioc.Silo.Storage;
using Ioc.Silo.Twins;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Ioc.Silo;

public static class SiloServices
{
    /// <summary>
    /// Registers everything of the silo, stores included. Invalid options throw at once with every error. Start and stop it through
    /// <see cref="ISiloLifetime"/>: nothing runs before.
    /// </summary>
    public static IServiceCollection AddSilo(this IServiceCollection services, SiloOptions options)
    {
        var errors = options.Validate();
        if (errors.Count > 0)
            throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(options));
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IJournalDisk, JournalDisk>();
        services.AddLogging();
        services.AddSingleton(options);
        services.AddSingleton<SiloMetrics>();
        services.AddSingleton<SiloParts>();
        services.AddSingleton<SiloLifetime>();
        services.AddSingleton<ISiloLifetime>(provider => provider.GetRequiredService<SiloLifetime>());
        services.AddSingleton<IJournalTail>(provider => provider.GetRequiredService<SiloLifetime>());
        services.AddPart<IIntake>(parts => parts.Intake);
        services.AddPart<ITwinEngine>(parts => parts.Engine);
        services.AddPart<IRegistryChangeSink>(parts => parts.Follower);
        services.AddPart<IUnflushedPoints>(parts => parts.Points);
        services.AddSingleton<ICellOrdinals>(provider =>
            new TwinCellOrdinals(provider.GetRequiredService<SiloParts>().Engine, provider.GetRequiredService<IRegistry>()));
        services.AddSingleton<IAlerts>(provider => new AlertReader(
            provider.GetRequiredService<SiloParts>().Books, provider.GetRequiredService<SiloParts>().Tickets,
            provider.GetRequiredService<OperationsDatabase>(), provider.GetRequiredService<IRegistry>()));
        services.AddSingleton<IBroadcasts>(provider => new BroadcastDesk(
            provider.GetRequiredService<SiloParts>().Books, provider.GetRequiredService<SiloParts>().Judge, provider.GetRequiredService<SiloParts>().Tickets,
            provider.GetRequiredService<OperationsDatabase>(), provider.GetRequiredService<IRegistry>()));
        return services.AddSiloStores(new StoreOptions
        {
            DataDirectory = options.DataDirectory,
            TelemetryRetentionDays = options.TelemetryRetentionDays,
            MinuteRetentionDays = options.MinuteRetentionDays,
            QuarterRetentionDays = options.QuarterRetentionDays,
            HourRetentionDays = options.HourRetentionDays,
            PasswordRounds = options.PasswordRounds,
            SessionHours = options.SessionHours,
            Influx = options.Influx,
        });
    }

    private static void AddPart<T>(this IServiceCollection services, Func<SiloParts, T> part)
        where T : class =>
        services.AddSingleton(provider => part(provider.GetRequiredService<SiloParts>()));
}
