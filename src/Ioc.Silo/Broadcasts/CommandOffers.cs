using System.Threading.Channels;
using Ioc.Devices.Broadcasts;
using Ioc.Silo.Twins;

namespace Ioc.Silo.Broadcasts;

/// <summary>
/// Commands on their way to the gateway. The ledger knows what waits for whom, so nothing is lost when the channel is full: the device is
/// remembered and offered again when there is room. The judge's thread, but for <see cref="Reader"/> and <see cref="Reachable"/>.
/// </summary>
internal sealed class CommandOffers(BroadcastLedger ledger, TimeProvider time)
{
    private readonly Channel<OutboundCommand> _channel = Channel.CreateBounded<OutboundCommand>(
        new BoundedChannelOptions(EngineLimits.CommandsWaitingMax) { SingleReader = true, SingleWriter = true });

    private readonly Lock _gate = new();
    private readonly Queue<int> _waiting = new();
    private List<int> _reachable = [];
    private bool _lost;

    // All devices of a broadcast get the same bytes.
    private (string Id, bool Cancel, byte[] Payload) _lastPayload = ("", false, []);

    public ChannelReader<OutboundCommand> Reader => _channel.Reader;

    /// <summary>Any thread. True: the judge should look.</summary>
    public bool Reachable(int deviceHandle)
    {
        lock (_gate)
        {
            if (_reachable.Count >= EngineLimits.ReachableWaitingMax)
            {
                _lost = true;
                return false;
            }

            _reachable.Add(deviceHandle);
            return _reachable.Count == 1;
        }
    }

    public void OfferReachable()
    {
        List<int> reachable;
        bool lost;
        lock (_gate)
        {
            (reachable, _reachable) = (_reachable, []);
            (lost, _lost) = (_lost, false);
        }

        if (lost)
            OfferAll();
        foreach (var handle in reachable)
            OfferDevice(handle);
    }

    /// <summary>Everything that still waits: after a replay.</summary>
    public void OfferAll()
    {
        foreach (var id in ledger.BroadcastIds.ToArray())
            OfferBroadcast(id);
    }

    /// <summary>One broadcast to all its devices: ordered or cancelled just now.</summary>
    public void OfferBroadcast(string broadcastId)
    {
        if (ledger.Find(broadcastId) is not { } broadcast || ledger.Deliveries(broadcastId) is not { } rows)
            return;
        foreach (var row in rows)
        {
            if (IsWaiting(broadcast, row) && !TryOffer(new PendingCommand(broadcast, row, broadcast.CancelledAt is not null)))
                _waiting.Enqueue(row.DeviceHandle);
        }
    }

    /// <summary>There may be room again: those who found none.</summary>
    public void Pump()
    {
        for (var count = _waiting.Count; count > 0 && _channel.Reader.Count < EngineLimits.CommandsWaitingMax; count--)
            OfferDevice(_waiting.Dequeue());
    }

    private void OfferDevice(int handle)
    {
        foreach (var command in ledger.WaitingFor(handle))
        {
            if (TryOffer(command))
                continue;
            _waiting.Enqueue(handle);
            return;
        }
    }

    private static bool IsWaiting(Broadcast broadcast, Delivery row) => broadcast.CancelledAt is null
        ? row.State is DeliveryState.Queued or DeliveryState.Sent
        : row.State is DeliveryState.Queued or DeliveryState.Sent or DeliveryState.Accepted or DeliveryState.Playing;

    private bool TryOffer(in PendingCommand command)
    {
        var broadcast = command.Broadcast;
        if (broadcast.ExpiresAt <= time.GetUtcNow())
            return true;
        if (_lastPayload.Id != broadcast.Id || _lastPayload.Cancel != command.Cancel)
            _lastPayload = (broadcast.Id, command.Cancel, CommandJson.Of(command));
        return _channel.Writer.TryWrite(
            new OutboundCommand(command.Delivery.DeviceHandle, command.Delivery.DeviceId, broadcast.Id, _lastPayload.Payload, broadcast.ExpiresAt));
    }
}
