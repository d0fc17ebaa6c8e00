using Ioc.Silo.Intake;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Ioc.Silo;

public static class SiloServices
{
    /// <summary>
    /// Registers everything of the silo. Invalid options throw at once with every error. Start and stop it through <see cref="ISiloLifetime"/>.
    /// </summary>
    public static IServiceCollection AddSilo(this IServiceCollection services, SiloOptions options)
    {
        var errors = options.Validate();
        if (errors.Count > 0)
            throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(options));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<SiloMetrics>();
        services.AddSingleton(provider => new JournalIntake(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IIntake>(provider => provider.GetRequiredService<JournalIntake>());
        return services;
    }
}
