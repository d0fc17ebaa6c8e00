using System.Text.Json;
using System.Threading.Channels;
using Ioc.Devices;
using Ioc.Devices.Broadcasts;
using Ioc.Silo.Changes;
using Ioc.Silo.Checkpoints;
using Ioc.Silo.Journal;
using Ioc.Silo.Judge;
using Ioc.Silo.Registry;
using Ioc.Silo.Storage;
using Ioc.Silo.Twins;

namespace Ioc.Silo.Broadcasts;

/// <summary>Where people order and read broadcasts, and where the gateway fetches commands.</summary>
internal sealed class BroadcastDesk(JudgeBooks books, JudgeLoop judge, Tickets tickets, OperationsDatabase database, IRegistry registry) : IBroadcasts
{
    public ChannelReader<OutboundCommand> Commands => judge.Offers.Reader;

    public async Task<BroadcastBrief> OrderAsync(Broadcast broadcast, CancellationToken cancellationToken)
    {
        if (BroadcastLedger.Validate(broadcast) is { } wrong)
            throw new ArgumentException(wrong, nameof(broadcast));
        if (await FindAsync(broadcast.Id, cancellationToken) is { } known)
            return known;
        var current = registry.Current;
        var targets = BroadcastTargets.Resolve(broadcast.TargetUnits, broadcast.TargetDevices, current.Units, current.DevicesById);
        int[] handles = [.. targets.Select(device => device.Handle)];
        await tickets.AppendAsync(
            EntryKind.BroadcastOrdered,
            ticket => JsonSerializer.SerializeToUtf8Bytes(new BroadcastOrder(ticket, broadcast, handles), CheckpointJson.Default.BroadcastOrder),
            cancellationToken);
        return await FindAsync(broadcast.Id, cancellationToken)
            ?? throw new System.Diagnostics.UnreachableException($"BUG: broadcast {broadcast.Id} was applied and is not there");
    }

    public async Task<BroadcastBrief?> CancelAsync(string broadcastId, string user, CancellationToken cancellationToken)
    {
        if (await FindAsync(broadcastId, cancellationToken) is not { } brief || brief.Broadcast.CancelledAt is not null)
            return await FindAsync(broadcastId, cancellationToken);
        await tickets.AppendAsync(
            EntryKind.BroadcastCancelled,
            ticket => JsonSerializer.SerializeToUtf8Bytes(new BroadcastCancel(ticket, broadcastId, user), CheckpointJson.Default.BroadcastCancel),
            cancellationToken);
        return await FindAsync(broadcastId, cancellationToken);
    }

    public Task<IReadOnlyList<BroadcastBrief>> ListAsync(int limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<BroadcastBrief>>([.. books.Broadcasts.Newest.Take(Math.Clamp(limit, 1, EngineLimits.BroadcastsListed))]);
    }

    public Task<BroadcastBrief?> FindAsync(string broadcastId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (books.Broadcasts.Find(broadcastId) is { } brief)
            return Task.FromResult<BroadcastBrief?>(brief);
        using var connection = database.CreateConnection();
        return Task.FromResult(BroadcastRows.Find(connection, broadcastId));
    }

    public bool IsCancelled(string broadcastId) => books.Broadcasts.Find(broadcastId)?.Broadcast.CancelledAt is not null;

    public async Task<IReadOnlyList<Delivery>> DeliveriesAsync(string broadcastId, CancellationToken cancellationToken)
    {
        var ask = new JudgeAsk<List<Delivery>?>(loop => loop.Stages.Ledger.Deliveries(broadcastId)?.ToList());
        if (!judge.TryPost(ask))
            throw new SiloUnavailableException("The centre is stopping.");
        if (await ask.Answer.WaitAsync(cancellationToken) is { } rows)
            return [.. rows.OrderBy(row => row.DeviceId, StringComparer.Ordinal)];
        using var connection = database.CreateConnection();
        return [.. BroadcastRows.Deliveries(connection, broadcastId).OrderBy(row => row.DeviceId, StringComparer.Ordinal)];
    }

    public async Task<IReadOnlyList<DeviceDelivery>> DeliveriesOfAsync(Device device, int limit, CancellationToken cancellationToken)
    {
        var ask = new JudgeAsk<List<Delivery>>(loop =>
            [.. loop.Stages.Ledger.BroadcastIds.Select(id => loop.Stages.Ledger.FindDelivery(id, device.Handle)).OfType<Delivery>()]);
        if (!judge.TryPost(ask))
            throw new SiloUnavailableException("The centre is stopping.");
        var rows = await ask.Answer.WaitAsync(cancellationToken);
        var inMemory = rows.Select(row => row.BroadcastId).ToHashSet(StringComparer.Ordinal);
        using (var connection = database.CreateConnection())
            rows.AddRange(BroadcastRows.DeliveriesOf(connection, device.Id, limit).Where(row => !inMemory.Contains(row.BroadcastId)));
        var found = new List<DeviceDelivery>();
        foreach (var row in rows.OrderByDescending(row => row.ChangedAt).ThenByDescending(row => row.BroadcastId, StringComparer.Ordinal).Take(limit))
        {
            if (await FindAsync(row.BroadcastId, cancellationToken) is { } brief)
                found.Add(new DeviceDelivery(brief.Broadcast, row));
        }

        return found;
    }

    public void DeviceReachable(int deviceHandle)
    {
        if (judge.Offers.Reachable(deviceHandle))
            judge.TryPost(new ReachableWork());
    }

    private sealed class ReachableWork : IJudgeWork
    {
        public void Run_OnJudge(JudgeLoop judge) => judge.Offers.OfferReachable();
    }
}
