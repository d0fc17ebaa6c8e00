using System.Net;
using Ioc.Mqtt.Persistence;

namespace Ioc.Mqtt.Broker;

/// <summary>
/// What the broker keeps for one client identifier (5.0 §4.1): subscriptions, messages on their way and waiting, and received QoS 2
/// identifiers. It outlives its connections for as long as its expiry says, and when there is a store, the process too.
/// </summary>
/// <remarks>Lock order: session, then output, then store. Methods ending in _NeedsLock are called inside <see cref="Gate"/>.</remarks>
internal sealed class Session
{
    /// <summary>Two that end this close to each other end together: the time left is given in whole seconds, and counted anew after a restart.</summary>
    private const long SameEndMilliseconds = 3_000;

    private readonly BrokerParts _parts;
    private readonly InflightWindow _inflight;
    private readonly OutboundQueue _queue;

    /// <summary>Null for a session that ends with its connection, or a broker without a store.</summary>
    private readonly StateLog? _store;

    /// <summary>
    /// Retained messages still to be sent for new subscriptions, over a reconnect too: the client asked once and does not ask again. They are only
    /// references to the store, hence not in the queue's bound, and no more than it may hold.
    /// </summary>
    private Queue<Delivery>? _replay;

    private ConnectionWriter? _writer;
    private bool _isEnded;

    public Session(long number, string clientId, BrokerParts parts, bool isKept)
    {
        Number = number;
        ClientId = clientId;
        _parts = parts;
        _queue = new OutboundQueue(parts.Limits, parts.QueueTotals);
        _inflight = new InflightWindow(parts.Limits.QueuedBytesPerSessionMax);
        _store = isKept ? parts.Store : null;
    }

    public long Number { get; }

    public string ClientId { get; }

    public Lock Gate { get; } = new();

    public ReceivedIds Received { get; } = new();

    /// <summary>By filter; changed under <see cref="Gate"/>.</summary>
    public Dictionary<string, Subscription> Subscriptions { get; } = new(StringComparer.Ordinal);

    /// <summary>Life after the connection, in seconds; 0 ends with it. Written by the owning connection's loop.</summary>
    public long ExpirySeconds { get; set; }

    /// <summary>The connection that owns the session; guarded by the table's lock, unlike <c>_writer</c>, through which messages go.</summary>
    public BrokerConnection? Owner { get; set; }

    /// <summary>When an absent session ends, by <see cref="BrokerClock"/>; guarded by the table's lock, and part of its place there.</summary>
    public long EndsAtMilliseconds { get; set; }

    /// <summary>From where its client was last let in; null after a restart. Written by the owning connection's loop.</summary>
    public IPAddress? Address { get; set; }

    public IdentifierSets IdentifierSets { get; } = new();

    /// <summary>How soon a message would go out; what a shared group chooses by.</summary>
    public SessionReadiness Readiness
    {
        get
        {
            lock (Gate)
            {
                if (_writer is not { } writer) return SessionReadiness.Absent;
                return writer.CanSend && _queue.Count == 0 && !_inflight.IsFull ? SessionReadiness.Ready : SessionReadiness.Busy;
            }
        }
    }

    public (bool IsConnected, int Inflight, int Queued) Figures
    {
        get
        {
            lock (Gate) return (_writer is not null, _inflight.Count, _queue.Count);
        }
    }

    /// <summary>The store knows it.</summary>
    public bool IsKept => _store is not null;

    public bool IsConnected
    {
        get
        {
            lock (Gate) return _writer is not null;
        }
    }

    public void Attach_NeedsLock(ConnectionWriter writer, int window)
    {
        _writer = writer;
        _inflight.Limit = window;
        _inflight.Rewind();
        long now = _parts.Clock.NowMilliseconds;
        while (_inflight.TryRemoveExpired(now, out InflightEntry expired)) DropInflight_NeedsLock(expired, DropReason.Expired);
        // This connection may take less in a packet than the one before [MQTT-3.1.2-24]: then it is as if it had been sent [MQTT-3.1.2-25].
        while (_inflight.TryRemoveFirst(e => !e.IsReleased && !writer.Fits(e.Delivery, now), out InflightEntry large))
        {
            DropInflight_NeedsLock(large, DropReason.TooLargeForClient);
        }

        Pump_NeedsLock(null);
    }

    public void Detach()
    {
        lock (Gate)
        {
            _writer = null;
            _inflight.Trim();
            _queue.Trim();
        }
    }

    /// <summary>Sends, or queues for later. True when the message is on its way or waits.</summary>
    public bool Offer(in Delivery delivery, FlushBatch batch)
    {
        lock (Gate)
        {
            if (_isEnded) return false;
            if (delivery.Qos == QualityOfService.AtMostOnce) return OfferAtMostOnce_NeedsLock(delivery, batch);
            if (_store is { Commits.IsFailed: true })
            {
                batch.Refused();
                return _parts.Metrics.Counted(false, DropReason.StoreFailed);
            }

            if (!TryQueue_NeedsLock(delivery)) return false;
            if (_store is not null) batch.Kept(_store.Queued(Number, delivery));
            Pump_NeedsLock(batch);
            return true;
        }
    }

    /// <summary>
    /// True when this very message (topic, payload and end) waits here or is not acknowledged: then it takes the copy's tag, and the copy is
    /// not needed.
    /// </summary>
    public bool TryAdopt(Message copy)
    {
        lock (Gate)
        {
            foreach (InflightEntry entry in _inflight.Entries)
            {
                if (!entry.IsReleased && TryAdopt(entry.Delivery.Message, copy)) return true;
            }

            foreach (Delivery waiting in _queue.Deliveries)
            {
                if (TryAdopt(waiting.Message, copy)) return true;
            }

            return false;
        }
    }

    /// <summary>Retained messages for a new subscription, paced by what the client takes.</summary>
    public void Replay_NeedsLock(in Delivery delivery)
    {
        _replay ??= new Queue<Delivery>();
        if (_replay.Count < _parts.Limits.RetainedMessagesMax) _replay.Enqueue(delivery);
    }

    /// <summary>PUBACK, PUBCOMP or a refusing PUBREC came: the message is done. Answers its tag; 0 also when nobody waits for this answer.</summary>
    public long Acknowledge(ushort packetId, PacketType answer, FlushBatch batch)
    {
        lock (Gate)
        {
            if (!_inflight.TryRemove(packetId, answer, out InflightEntry entry)) return 0;
            Message message = entry.Delivery.Message;
            _store?.Done(Number, packetId, message);
            long tag = message.Tag;
            message.Release();
            Pump_NeedsLock(batch);
            return tag;
        }
    }

    /// <summary>PUBREC came; PUBREL may leave after the commit (0: now). False when nobody waits for this identifier.</summary>
    public bool Release(ushort packetId, out long ticket)
    {
        lock (Gate)
        {
            ticket = 0;
            if (!_inflight.HoldsExactlyOnce(packetId)) return false;
            ticket = _store?.Released(Number, packetId) ?? 0;
            return _inflight.TryRelease(packetId, ticket);
        }
    }

    /// <summary>A QoS 2 publish of the client has its answer, which may leave after the commit (0: now). Callable under the output's lock.</summary>
    public long Answered(ushort packetId, ReasonCode reason)
    {
        if (reason >= ReasonCode.UnspecifiedError)
        {
            Received.Withdraw(packetId);
            return 0;
        }

        Received.Take(packetId);
        return _store?.Received(Number, packetId) ?? 0;
    }

    /// <summary>PUBREL came; PUBCOMP may leave after the commit (0: now), or its identifier would swallow a new message after a crash. False when it is unknown.</summary>
    public bool CompleteReceived(ushort packetId, out long ticket)
    {
        bool known = Received.Remove(packetId);
        // Also when it is unknown: the answer must not overtake the commit of a PUBREL just before.
        ticket = _store?.ReceivedDone(Number, packetId) ?? 0;
        return known;
    }

    /// <summary>There is room in the connection again, or a commit.</summary>
    public void Resume(FlushBatch batch)
    {
        lock (Gate) Pump_NeedsLock(batch);
    }

    /// <summary>Sends what may be sent: first again what was not acknowledged, then the retained, then the queue.</summary>
    public void Pump_NeedsLock(FlushBatch? batch)
    {
        if (_writer is not { } writer) return;
        bool wrote = false;
        while (writer.CanSend)
        {
            if (_inflight.TryPeekUnsent(out InflightEntry entry))
            {
                if (!MayLeave_NeedsLock(entry, writer)) break;
                _inflight.MarkSent();
                writer.Send(entry);
            }
            else if (!TryTakeNext_NeedsLock(writer))
            {
                break;
            }

            wrote = true;
        }

        if (wrote) batch?.Add(writer.Output);
    }

    /// <summary>
    /// The session ends: what another member of the group it shares may still be given (5.0 §4.8.2). A QoS 2 message that was sent is not
    /// among it [MQTT-4.8.2-5]. Nothing is taken any longer: what is refused from here on its sender gives to somebody else.
    /// </summary>
    public List<Delivery> TakeShared()
    {
        lock (Gate)
        {
            _isEnded = true;
            var shared = new List<Delivery>();
            IEnumerable<Delivery> sent = _inflight.Entries.Select(e => e.Delivery);
            shared.AddRange(sent.Where(d => d.SharedFilter is not null && d.Qos == QualityOfService.AtLeastOnce));
            shared.AddRange(_queue.Deliveries.Where(d => d.SharedFilter is not null));
            foreach (Delivery delivery in shared) delivery.Message.Keep();
            return shared;
        }
    }

    /// <summary>The session is no more, and what others inherit is theirs. Answers the commit that says so; 0: nobody keeps it.</summary>
    public long End()
    {
        lock (Gate)
        {
            List<Message> held = _store is null ? [] : [.. _inflight.Entries.Select(e => e.Delivery.Message), .. _queue.Deliveries.Select(d => d.Message)];
            _queue.Clear();
            return _store?.SessionEnded(Number, held) ?? 0;
        }
    }

    /// <summary>As it was before the process ended; the store knows all this.</summary>
    public void Restore(IEnumerable<InflightEntry> inflight, IEnumerable<Delivery> queue, IEnumerable<ushort> received)
    {
        foreach (InflightEntry entry in inflight) _inflight.Add(entry);
        foreach (Delivery delivery in queue) _queue.Add(delivery);
        foreach (ushort packetId in received) Received.Take(packetId);
    }

    private static bool TryAdopt(Message held, Message copy)
    {
        bool isSame = held.ExpiresAtMilliseconds - SameEndMilliseconds <= copy.ExpiresAtMilliseconds
            && copy.ExpiresAtMilliseconds - SameEndMilliseconds <= held.ExpiresAtMilliseconds
            && held.Payload.Span.SequenceEqual(copy.Payload.Span)
            && held.Topic.Span.SequenceEqual(copy.Topic.Span);
        if (isSame) held.Tag = copy.Tag;
        return isSame;
    }

    /// <summary>
    /// QoS 2: the packet identifier, and later that PUBREC came, must be known after a crash, or the message would be taken twice. QoS 1 may
    /// leave at once.
    /// </summary>
    private bool MayLeave_NeedsLock(in InflightEntry entry, ConnectionWriter writer) =>
        entry.Ticket == 0 || !_store!.Commits.TryWait(writer.Waits!, entry.Ticket);

    private bool TryQueue_NeedsLock(in Delivery delivery)
    {
        DropReason? refusal = _queue.Refusal(delivery);
        if (refusal is not null && _queue.HasExpiring)
        {
            DropExpired_NeedsLock();
            refusal = _queue.Refusal(delivery);
        }

        if (refusal is { } reason) return _parts.Metrics.Counted(false, reason);
        delivery.Message.AddReference();
        _queue.Add(delivery);
        return true;
    }

    private void DropInflight_NeedsLock(in InflightEntry entry, DropReason reason)
    {
        _store?.Done(Number, entry.PacketId, entry.Delivery.Message);
        _parts.Metrics.Dropped(reason, 1);
    }

    private void DropExpired_NeedsLock()
    {
        var expired = new List<Delivery>();
        _queue.TakeExpired(_parts.Clock.NowMilliseconds, expired);
        foreach (Delivery delivery in expired) _store?.Dropped(Number, delivery.Message);
        _parts.Metrics.Dropped(DropReason.Expired, expired.Count);
    }

    private bool OfferAtMostOnce_NeedsLock(in Delivery delivery, FlushBatch batch)
    {
        if (_writer is not { } writer) return _parts.Metrics.Counted(false, DropReason.ReceiverAbsent);
        long now = _parts.Clock.NowMilliseconds;
        if (!IsSendable_NeedsLock(writer, delivery, now)) return false;
        writer.Send(delivery, packetId: 0, duplicate: false, now);
        batch.Add(writer.Output);
        return true;
    }

    /// <summary>False when nothing is left that may be sent now.</summary>
    private bool TryTakeNext_NeedsLock(ConnectionWriter writer)
    {
        if (_replay is not null && _replay.TryPeek(out Delivery retained))
        {
            if (retained.Qos != QualityOfService.AtMostOnce && _inflight.IsFull) return false;
            _replay.Dequeue();
            if (!retained.Message.IsSuperseded) TakeRetained_NeedsLock(writer, retained);
            return true;
        }

        if (_inflight.IsFull || !_queue.TryTake(out Delivery delivery)) return false;
        if (IsSendable_NeedsLock(writer, delivery, _parts.Clock.NowMilliseconds))
        {
            ushort packetId = _inflight.NextPacketId();
            AddInflight_NeedsLock(packetId, delivery, _store?.Sent(Number, packetId) ?? 0);
        }
        else
        {
            _store?.Dropped(Number, delivery.Message);
        }

        return true;
    }

    private void TakeRetained_NeedsLock(ConnectionWriter writer, in Delivery retained)
    {
        long now = _parts.Clock.NowMilliseconds;
        if (!IsSendable_NeedsLock(writer, retained, now)) return;
        if (retained.Qos == QualityOfService.AtMostOnce)
        {
            writer.Send(retained, packetId: 0, duplicate: false, now);
            return;
        }

        ushort packetId = _inflight.NextPacketId();
        AddInflight_NeedsLock(packetId, retained, _store?.SentUnqueued(Number, packetId, retained) ?? 0);
    }

    private void AddInflight_NeedsLock(ushort packetId, in Delivery delivery, long ticket) => _inflight.Add(
        new InflightEntry(packetId, delivery) { Ticket = delivery.Qos == QualityOfService.ExactlyOnce ? ticket : 0 });

    private bool IsSendable_NeedsLock(ConnectionWriter writer, in Delivery delivery, long now) =>
        _parts.Metrics.Counted(!delivery.Message.IsExpired(now), DropReason.Expired)
        && _parts.Metrics.Counted(writer.Fits(delivery, now), DropReason.TooLargeForClient);
}
