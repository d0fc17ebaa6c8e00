using System.Runtime.InteropServices;
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
        var open = AlertRows.LoadOpen(connection);
        parts.Stages.Alerts.Load(open, registry.Current.DevicesById);
        LoadTwins(connection);
        LoadJudge(connection, open, position);
        var briefs = parts.Shards.SelectMany(shard => shard.Slots.All).Select(grain => grain.Tell()).ToList();
        parts.Feed.Add(briefs, [], parts.Books.Alerts.Open, [], parts.Books.Broadcasts.Newest, []);
    }

    private void LoadTwins(SqliteConnection connection)
    {
        var current = registry.Current;
        var alarmed = Alarmed();
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
                    Put(twin!, alarmed);
                else
                    EngineLog.TwinUnreadable(logger, device.Handle);
            }
        });
        foreach (var handle in alarmed.Keys.Where(handle => parts.ShardOf(handle).Slots.Find(handle) is null))
            Put(Twin.Create(current.FindDevice(handle)!, time.GetUtcNow().ToUnixTimeMilliseconds()), alarmed);
    }

    /// <summary>
    /// The open alerts are what people know: each twin goes on with exactly their conditions, or an alert would never end and a condition never be
    /// told. They differ where a twin's row could not be read or written, or a rule of an earlier version is gone.
    /// </summary>
    private void Put(Twin twin, Dictionary<int, ulong> alarmed)
    {
        twin.GoOnWith(alarmed.GetValueOrDefault(twin.Handle));
        parts.ShardOf(twin.Handle).Slots.Put(TwinGrain.Create(twin));
    }

    /// <summary>By handle, the conditions that a twin judges and that people were told of.</summary>
    private Dictionary<int, ulong> Alarmed()
    {
        var alarmed = new Dictionary<int, ulong>();
        foreach (var alert in parts.Stages.Alerts.Open)
        {
            if (alert.DeviceId != Centre.Id && ConditionWords.TryParse(alert.Condition, out var condition) && condition != Condition.CoverageGap)
                CollectionsMarshal.GetValueRefOrAddDefault(alarmed, registry.Current.DevicesById[alert.DeviceId].Handle, out _) |= condition.Bit();
        }

        return alarmed;
    }

    private void LoadJudge(SqliteConnection connection, IReadOnlyList<Alert> open, long position)
    {
        // A device that was removed, or became another kind, while nobody ran takes its alerts with it, as it does otherwise.
        var orphans = open.Where(alert => parts.Stages.Alerts.Find(alert.Id) is null)
            .Select(alert => alert with { State = AlertState.Cleared, ClearedAt = time.GetUtcNow(), ChangedAt = time.GetUtcNow(), Version = position })
            .ToList();
        foreach (var broadcast in BroadcastRows.LoadOpen(connection).ToList())
            parts.Stages.Ledger.Load(broadcast, BroadcastRows.Deliveries(connection, broadcast.Id));
        parts.Books.Load([.. open], orphans, BroadcastRows.LoadNewest(connection));
        parts.Stages.Coverage.Load(parts.Shards.SelectMany(shard => shard.Slots.All)
            .Where(grain => grain is SiteGrain && !SiteGrain.IsWorking(grain.Twin)).Select(grain => grain.Twin.Handle), time.GetUtcNow().ToUnixTimeMilliseconds());
    }
}
