namespace Ioc.Silo.Tests.Stores;

/// <summary>The suite against telemetry.db when everything is rolled up, some of it anew after late messages.</summary>
public sealed class RolledUpStoreTests : StoreSuite
{
    private protected override Task<StoreRig> OpenAsync() => Task.FromResult<StoreRig>(new SqliteRig(Later));
}
