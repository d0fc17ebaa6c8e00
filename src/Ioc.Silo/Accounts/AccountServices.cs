using Ioc.Silo.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Ioc.Silo.Accounts;

public static class AccountServices
{
    /// <summary>Needs <see cref="OperationsDatabase"/>, <see cref="StoreOptions"/> and a TimeProvider.</summary>
    public static void AddAccounts(this IServiceCollection services)
    {
        services.AddSingleton<Endings>();
        services.AddSingleton(provider => SecretBox.In(provider.GetRequiredService<StoreOptions>().DataDirectory));
        services.AddSingleton<AccountBook>();
        services.AddSingleton<SqliteSessions>();
        services.AddSingleton<ISessions>(provider => provider.GetRequiredService<SqliteSessions>());
        services.AddSingleton<SqliteTokens>();
        services.AddSingleton<ITokens>(provider => provider.GetRequiredService<SqliteTokens>());
        services.AddSingleton<SqliteAccounts>();
        services.AddSingleton<IAccounts>(provider => provider.GetRequiredService<SqliteAccounts>());
        services.AddSingleton<ISecondFactors, SqliteSecondFactors>();
        services.AddSingleton<IPasskeys, SqlitePasskeys>();
        services.AddSingleton<IKnownBrowsers, SqliteKnownBrowsers>();
        services.AddSingleton<IInvitations, SqliteInvitations>();
    }
}
