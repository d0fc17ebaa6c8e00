namespace Ioc.Silo.Tests.Stores;

/// <summary>The suite against telemetry.db's raw points.</summary>
public sealed class RawStoreTests : StoreSuite
{
    private protected override Task<StoreRig> OpenAsync() => Task.FromResult<StoreRig>(new SqliteRig(rolledUpTo: null));
}
