using System.Threading.Channels;
using Ioc.Devices.Broadcasts;
using Ioc.Silo.Twins;

namespace Ioc.Silo.Broadcasts;

/// <summary>
/// Commands on their way to the gateway. The ledger knows what waits for whom, so nothing is lost when the channel is full: the device is
/// remembered and offered again when there is room. The judge's thread, but for <see cref="Reader"/> and <see cref="Reachable"/>.
/// <para>
/// An offer may still come to nothing beyond the channel: no session, a full session queue, a connection that died. So a device that was heard
/// after its last offer and neither took nor answered it is offered again, a while later, until it does or the broadcast expires. One that is
/// silent is not: its session would fill with copies; it is offered when it connects. Devices know the ids they were given, so a copy plays
/// nothing twice.
/// </para>
/// </summary>
/// <param name="ledger">Knows what waits.</param>
/// <param name="time">When an offer was made.</param>
/// <param name="lastSeenMs">When a device was heard last.</param>
internal sealed class CommandOffers(BroadcastLedger ledger, TimeProvider time, Func<int, long> lastSeenMs)
{
    private readonly Channel<OutboundCommand> _channel = Channel.CreateBounded<OutboundCommand>(
        new BoundedChannelOptions(EngineLimits.CommandsWaitingMax) { SingleReader = true, SingleWriter = true });

    private readonly Lock _gate = new();
    private readonly Queue<(int Handle, bool Connected)> _waiting = new();

    // Devices with an offer that may still wait, each once, in the order they are looked at again; and when they were last offered anything.
    private readonly Queue<(int Handle, long LookAtMs)> _offered = new();
    private readonly Dictionary<int, long> _offeredAtMs = [];
    private List<int> _reachable = [];
    private bool _lost;

    // All devices of a broadcast get the same bytes.
    private (string Id, bool Cancel, byte[] Payload) _lastPayload = ("", false, []);

    public ChannelReader<OutboundCommand> Reader => _channel.Reader;

    private long NowMs => time.GetUtcNow().ToUnixTimeMilliseconds();

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
            OfferDevice(handle, connected: true, NowMs);
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
            if (IsWaiting(broadcast, row) && !TryOffer(new PendingCommand(broadcast, row, broadcast.CancelledAt is not null), NowMs))
                _waiting.Enqueue((row.DeviceHandle, false));
        }
    }

    /// <summary>There may be room again: those who found none.</summary>
    public void Pump()
    {
        for (var count = _waiting.Count; count > 0 && _channel.Reader.Count < EngineLimits.CommandsWaitingMax; count--)
        {
            var (handle, connected) = _waiting.Dequeue();
            OfferDevice(handle, connected, NowMs);
        }
    }

    /// <summary>At a tick: those whose offer came to nothing, a bounded number.</summary>
    public void OfferAgain(long nowMs)
    {
        for (var looks = EngineLimits.OffersAgainPerTick; looks > 0 && _offered.TryPeek(out var next) && IsOver(next.LookAtMs, nowMs); looks--)
        {
            _offered.Dequeue();
            // Not in the future, should the clock have been: the device would have to be heard after that.
            var offeredAtMs = Math.Min(_offeredAtMs[next.Handle], nowMs);
            _offeredAtMs.Remove(next.Handle);
            if (ledger.WaitingFor(next.Handle).Count == 0)
                continue;
            if (IsOver(offeredAtMs + EngineLimits.OfferAgainMs, nowMs) && lastSeenMs(next.Handle) > offeredAtMs)
                OfferDevice(next.Handle, connected: false, nowMs);
            else
                Remember(next.Handle, offeredAtMs, nowMs);
        }
    }

    // A clock that was set back far must not keep a command from its device.
    private static bool IsOver(long dueMs, long nowMs) => nowMs >= dueMs || dueMs - nowMs > EngineLimits.OfferAgainMs;

    private void Remember(int handle, long offeredAtMs, long nowMs)
    {
        if (!_offeredAtMs.ContainsKey(handle))
            _offered.Enqueue((handle, nowMs + EngineLimits.OfferAgainMs));
        _offeredAtMs[handle] = offeredAtMs;
    }

    private void OfferDevice(int handle, bool connected, long nowMs)
    {
        foreach (var command in ledger.WaitingFor(handle, connected))
        {
            if (TryOffer(command, nowMs))
                continue;
            _waiting.Enqueue((handle, connected));
            return;
        }
    }

    private static bool IsWaiting(Broadcast broadcast, Delivery row) => broadcast.CancelledAt is null
        ? row.State is DeliveryState.Queued or DeliveryState.Sent
        : row.State is DeliveryState.Queued or DeliveryState.Sent or DeliveryState.Accepted or DeliveryState.Playing;

    private bool TryOffer(in PendingCommand command, long nowMs)
    {
        var broadcast = command.Broadcast;
        // What plays can be stopped as long as it plays.
        var end = command.Cancel ? broadcast.SilentAt : broadcast.ExpiresAt;
        if (end <= time.GetUtcNow())
            return true;
        if (_lastPayload.Id != broadcast.Id || _lastPayload.Cancel != command.Cancel)
            _lastPayload = (broadcast.Id, command.Cancel, CommandJson.Of(command));
        var offer = new OutboundCommand(command.Delivery.DeviceHandle, command.Delivery.DeviceId, broadcast.Id, _lastPayload.Payload, command.Cancel, end);
        if (!_channel.Writer.TryWrite(offer))
            return false;
        Remember(offer.DeviceHandle, nowMs, nowMs);
        return true;
    }
}
