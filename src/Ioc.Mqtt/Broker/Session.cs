namespace Ioc.Mqtt.Broker;

/// <summary>
/// What the broker keeps for one client identifier (5.0 §4.1): subscriptions, messages on their way and waiting, and received QoS 2
/// identifiers. It outlives its connections for as long as its expiry says.
/// </summary>
/// <remarks>Lock order: session, then output. Methods ending in _NeedsLock are called inside <see cref="Gate"/>.</remarks>
internal sealed class Session(long number, string clientId, BrokerParts parts)
{
    private readonly InflightWindow _inflight = new();
    private readonly OutboundQueue _queue = new(parts.Limits);

    /// <summary>Retained messages still to be sent for new subscriptions. They are only references to the store, hence not in the queue's bound.</summary>
    private readonly Queue<Delivery> _replay = new();

    private ConnectionWriter? _writer;

    public long Number { get; } = number;

    public string ClientId { get; } = clientId;

    public Lock Gate { get; } = new();

    public ReceivedIds Received { get; } = new();

    /// <summary>By filter; changed under <see cref="Gate"/>.</summary>
    public Dictionary<string, Subscription> Subscriptions { get; } = new(StringComparer.Ordinal);

    /// <summary>Life after the connection, in seconds; 0 ends with it. Written by the owning connection's loop.</summary>
    public long ExpirySeconds { get; set; }

    /// <summary>The connection that owns the session; guarded by the table's lock, unlike <c>_writer</c>, through which messages go.</summary>
    public BrokerConnection? Owner { get; set; }

    /// <summary>When an absent session ends, by <see cref="BrokerClock"/>; guarded by the table's lock.</summary>
    public long EndsAtMilliseconds { get; set; }

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
        parts.Metrics.Dropped(DropReason.Expired, _inflight.DropExpired(parts.Clock.NowMilliseconds));
        _inflight.Rewind();
        Pump_NeedsLock(null);
    }

    public void Detach()
    {
        lock (Gate)
        {
            _writer = null;
            _replay.Clear();
        }
    }

    /// <summary>Sends, or queues for later. True when the message is on its way or waits.</summary>
    public bool Offer(in Delivery delivery, FlushBatch batch)
    {
        lock (Gate)
        {
            if (delivery.Qos == QualityOfService.AtMostOnce) return OfferAtMostOnce_NeedsLock(delivery, batch);
            if (!parts.Metrics.Counted(_queue.TryAdd(delivery, parts.Clock.NowMilliseconds, out int expired), DropReason.QueueFull)) return false;
            parts.Metrics.Dropped(DropReason.Expired, expired);
            Pump_NeedsLock(batch);
            return true;
        }
    }

    /// <summary>Retained messages for a new subscription, paced by what the client takes.</summary>
    public void Replay_NeedsLock(in Delivery delivery)
    {
        if (_replay.Count < parts.Limits.RetainedMessagesMax) _replay.Enqueue(delivery);
    }

    /// <summary>PUBACK, PUBCOMP or a refusing PUBREC came: the message is done. False when nobody waits for this identifier.</summary>
    public bool Acknowledge(ushort packetId, FlushBatch batch, out Message? message)
    {
        lock (Gate)
        {
            bool known = _inflight.TryRemove(packetId, out InflightEntry entry);
            message = known ? entry.Delivery.Message : null;
            if (known) Pump_NeedsLock(batch);
            return known;
        }
    }

    /// <summary>PUBREC came. False when nobody waits for this identifier.</summary>
    public bool Release(ushort packetId)
    {
        lock (Gate) return _inflight.TryRelease(packetId);
    }

    /// <summary>There is room in the connection again.</summary>
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
            if (_inflight.TryNextUnsent(out InflightEntry entry)) writer.SendAgain(entry);
            else if (!TrySendNext_NeedsLock(writer)) break;
            wrote = true;
        }

        if (wrote) batch?.Add(writer.Output);
    }

    /// <summary>
    /// The session ends: what another member of the group it shares may still be given (5.0 §4.8.2). A QoS 2 message that was sent is not
    /// among it [MQTT-4.8.2-5].
    /// </summary>
    public List<Delivery> TakeShared()
    {
        lock (Gate)
        {
            var shared = new List<Delivery>();
            shared.AddRange(_inflight.Deliveries.Where(d => d.SharedFilter is not null && d.Qos == QualityOfService.AtLeastOnce));
            shared.AddRange(_queue.Deliveries.Where(d => d.SharedFilter is not null));
            return shared;
        }
    }

    private bool OfferAtMostOnce_NeedsLock(in Delivery delivery, FlushBatch batch)
    {
        if (_writer is not { } writer)
        {
            parts.Metrics.Dropped(DropReason.ReceiverAbsent, 1);
            return false;
        }

        if (!Send_NeedsLock(writer, delivery)) return false;
        batch.Add(writer.Output);
        return true;
    }

    /// <summary>False when nothing is left that may be sent now.</summary>
    private bool TrySendNext_NeedsLock(ConnectionWriter writer)
    {
        if (_replay.TryPeek(out Delivery retained))
        {
            if (retained.Qos != QualityOfService.AtMostOnce && _inflight.IsFull) return false;
            _replay.Dequeue();
            if (!retained.Message.IsSuperseded) Send_NeedsLock(writer, retained);
            return true;
        }

        if (_inflight.IsFull || !_queue.TryTake(out Delivery delivery)) return false;
        Send_NeedsLock(writer, delivery);
        return true;
    }

    private bool Send_NeedsLock(ConnectionWriter writer, in Delivery delivery)
    {
        long now = parts.Clock.NowMilliseconds;
        if (!parts.Metrics.Counted(!delivery.Message.IsExpired(now), DropReason.Expired)) return false;
        if (!parts.Metrics.Counted(writer.Fits(delivery, now), DropReason.TooLargeForClient)) return false;
        ushort packetId = delivery.Qos == QualityOfService.AtMostOnce ? (ushort)0 : _inflight.Add(delivery);
        writer.Send(delivery, packetId, duplicate: false, now);
        return true;
    }
}
