using Ioc.Devices;
using Ioc.Silo.Registry;
using Ioc.Silo.Series;

namespace Ioc.Silo.Twins;

/// <summary>The cells of a site in the order its twin first heard them, asked from the shard: series are stored under that order.</summary>
internal sealed class TwinCellOrdinals(ShardEngine engine, IRegistry registry) : ICellOrdinals
{
    public IReadOnlyList<string> CellIds(int deviceHandle)
    {
        if (registry.Current.FindDevice(deviceHandle) is not { Kind: DeviceKind.Site })
            return [];
        // A query's thread waits for the shard, which never waits for a query.
        return engine.AskShardAsync(deviceHandle, shard => shard.Slots.Find(deviceHandle)?.Twin.CellIds ?? []).GetAwaiter().GetResult();
    }
}
