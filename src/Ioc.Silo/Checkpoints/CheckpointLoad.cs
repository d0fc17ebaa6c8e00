using Ioc.Devices;
using Ioc.Devices.Alerts;
using Ioc.Devices.Twins;
using Ioc.Silo.Alerts;
using Ioc.Silo.Broadcasts;
using Ioc.Silo.Registry;
using Ioc.Silo.Storage;
using Ioc.Silo.Twins;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Ioc.Silo.Checkpoints;

/// <summary>At start, before any thread runs: twins, alerts, coverage and ledger as operations.db has them.</summary>
internal sealed class CheckpointLoad(SiloParts parts, OperationsDatabase operations, IRegistry registry, TimeProvider time, ILogger logger)
{
    public void Load(long position)
    {
        using var connection = operations.CreateConnection();
        LoadTwins(connection);
        LoadJudge(connection, position);
        var briefs = parts.Shards.SelectMany(shard => shard.Slots.All).Select(grain => grain.Tell()).ToList();
        parts.Feed.Add(briefs, [], parts.Books.Alerts.Open, [], parts.Books.Broadcasts.Newest, []);
    }

    private void LoadTwins(SqliteConnection connection)
    {
        var current = registry.Current;
        var rows = parts.Shards.Select(_ => new List<(Device Device, byte[] State)>()).ToArray();
        foreach (var (handle, state) in TwinRows.LoadAll(connection))
        {
            if (current.FindDevice(handle) is { } device)
                rows[(uint)handle % (uint)rows.Length].Add((device, state));
            else
                parts.ShardOf(handle).Slots.ForgetRow(handle);
        }

        // Reading 25,000 twins is most of a start without replay; shards share nothing.
        Parallel.For(0, rows.Length, index =>
        {
            foreach (var (device, state) in rows[index])
            {
                if (Twin.Read(device, state, out var twin))
                    parts.Shards[index].Slots.Put(TwinGrain.Create(twin!));
                else
                    EngineLog.TwinUnreadable(logger, device.Handle);
            }
        });
    }

    private void LoadJudge(SqliteConnection connection, long position)
    {
        var devices = registry.Current.DevicesById;
        var open = AlertRows.LoadOpen(connection);
        parts.Stages.Alerts.Load(open, devices);

        // A device that was removed while nobody ran takes its alerts with it, as it does otherwise.
        var orphans = open.Where(alert => alert.DeviceId != Centre.Id && !devices.ContainsKey(alert.DeviceId))
            .Select(alert => alert with { State = AlertState.Cleared, ClearedAt = time.GetUtcNow(), ChangedAt = time.GetUtcNow(), Version = position })
            .ToList();
        foreach (var broadcast in BroadcastRows.LoadOpen(connection).ToList())
            parts.Stages.Ledger.Load(broadcast, BroadcastRows.Deliveries(connection, broadcast.Id));
        parts.Books.Load([.. open], orphans, BroadcastRows.LoadNewest(connection));
        parts.Stages.Coverage.Load(parts.Shards.SelectMany(shard => shard.Slots.All)
            .Where(grain => grain is SiteGrain && !SiteGrain.IsWorking(grain.Twin)).Select(grain => grain.Twin.Handle));
    }
}
