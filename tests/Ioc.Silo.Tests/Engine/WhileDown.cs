using Dapper;
using Ioc.Silo.Registry;
using Ioc.Silo.Storage;

namespace Ioc.Silo.Tests.Engine;

/// <summary>What changes in a silo's database while nobody runs.</summary>
internal static class WhileDown
{
    /// <summary>As a process that is killed between the registry's commit and its entry.</summary>
    public static void Untold(this SiloHarness silo, Func<SqliteRegistry, Task<RegistryChange>> change)
    {
        using var database = new OperationsDatabase(silo.In(""));
        using var registry = new SqliteRegistry(database, () => null);
        Assert.Empty(change(registry).GetAwaiter().GetResult().Errors);
    }

    public static void Operations(this SiloHarness silo, string sql)
    {
        using var database = new OperationsDatabase(silo.In(""));
        using var connection = database.CreateConnection();
        connection.Execute(sql);
    }
}
