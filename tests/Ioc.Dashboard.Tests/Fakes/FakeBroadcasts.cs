using System.Threading.Channels;
using Ioc.Devices;
using Ioc.Devices.Broadcasts;
using Ioc.Silo.Broadcasts;
using Ioc.Silo.Changes;

namespace Ioc.Dashboard.Tests.Fakes;

internal sealed class FakeBroadcasts : IBroadcasts
{
    private readonly Lock _gate = new();
    private readonly List<BroadcastBrief> _all = [];

    /// <summary>It is over before it is cancelled.</summary>
    public bool IsOver { get; set; }

    public IReadOnlyList<BroadcastBrief> All
    {
        get
        {
            lock (_gate) return [.. _all];
        }
    }

    public ChannelReader<OutboundCommand> Commands { get; } = Channel.CreateBounded<OutboundCommand>(1).Reader;

    public Task<BroadcastBrief> OrderAsync(Broadcast broadcast, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_all.Find(brief => brief.Broadcast.Id == broadcast.Id) is { } first) return Task.FromResult(first);
            var brief = new BroadcastBrief(broadcast, new Dictionary<DeliveryState, int> { [DeliveryState.Queued] = 2 }, 0, 1);
            _all.Insert(0, brief);
            return Task.FromResult(brief);
        }
    }

    public Task<BroadcastBrief?> CancelAsync(string broadcastId, string user, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            int index = _all.FindIndex(brief => brief.Broadcast.Id == broadcastId);
            if (index < 0) return Task.FromResult<BroadcastBrief?>(null);
            if (IsOver) return Task.FromResult<BroadcastBrief?>(_all[index]);
            _all[index] = _all[index] with { Broadcast = _all[index].Broadcast with { CancelledAt = DateTimeOffset.UnixEpoch, CancelledBy = user } };
            return Task.FromResult<BroadcastBrief?>(_all[index]);
        }
    }

    public bool IsCancelled(string broadcastId) => All.Any(brief => brief.Broadcast.Id == broadcastId && brief.Broadcast.CancelledAt is not null);

    public Task<IReadOnlyList<BroadcastBrief>> ListAsync(int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<BroadcastBrief>>([.. All.Take(limit)]);

    public Task<BroadcastBrief?> FindAsync(string broadcastId, CancellationToken cancellationToken) =>
        Task.FromResult(All.FirstOrDefault(brief => brief.Broadcast.Id == broadcastId));

    public Task<IReadOnlyList<Delivery>> DeliveriesAsync(string broadcastId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Delivery>>(
        [
            new() { BroadcastId = broadcastId, DeviceHandle = 1, DeviceId = "ls-1", UnitCode = "14758", State = DeliveryState.Queued, ChangedAt = DateTimeOffset.UnixEpoch },
            new() { BroadcastId = broadcastId, DeviceHandle = 2, DeviceId = "ls-2", UnitCode = "14759", State = DeliveryState.Finished, Heard = true, PlayedSeconds = 4, ChangedAt = DateTimeOffset.UnixEpoch },
        ]);

    public async Task<IReadOnlyList<DeviceDelivery>> DeliveriesOfAsync(Device device, int limit, CancellationToken cancellationToken)
    {
        var found = new List<DeviceDelivery>();
        foreach (BroadcastBrief brief in All)
        {
            found.AddRange((await DeliveriesAsync(brief.Broadcast.Id, cancellationToken)).Where(row => row.DeviceId == device.Id)
                .Select(row => new DeviceDelivery(brief.Broadcast, row)));
        }

        return [.. found.Take(limit)];
    }

    public void DeviceReachable(int deviceHandle)
    {
    }
}
