namespace Ioc.Mqtt.Broker;

/// <summary>Messages that wait for one absent or slow client, bounded in number and in bytes, alone and together with all others.</summary>
internal sealed class OutboundQueue(MqttLimits limits, QueueTotals totals)
{
    /// <summary>Null until the first message: most sessions of a province are idle.</summary>
    private Queue<Delivery>? _deliveries;

    private long _bytes;
    private int _expiring;

    public int Count => _deliveries?.Count ?? 0;

    /// <summary>What waits, oldest first.</summary>
    public IEnumerable<Delivery> Deliveries => _deliveries ?? [];

    /// <summary>Something waits whose time may run out.</summary>
    public bool HasExpiring => _expiring > 0;

    /// <summary>Why one more does not fit; null when it does. The newest is refused, because the oldest was promised first.</summary>
    public DropReason? Refusal(in Delivery delivery)
    {
        int bytes = delivery.Message.Bytes;
        if (Count >= limits.QueuedMessagesPerSessionMax || _bytes + bytes > limits.QueuedBytesPerSessionMax) return DropReason.QueueFull;
        return totals.HasRoomFor(bytes, _bytes) ? null : DropReason.AllQueuesFull;
    }

    public void Add(in Delivery delivery)
    {
        _deliveries ??= new Queue<Delivery>();
        totals.Added(delivery.Message.Bytes, isFirst: _deliveries.Count == 0);
        _deliveries.Enqueue(delivery);
        _bytes += delivery.Message.Bytes;
        if (delivery.Message.ExpiresAtMilliseconds != long.MaxValue) _expiring++;
    }

    public bool TryTake(out Delivery delivery)
    {
        delivery = default;
        if (_deliveries is null || !_deliveries.TryDequeue(out delivery)) return false;
        Removed(delivery);
        return true;
    }

    /// <summary>Takes out what ran out of time, into <paramref name="expired"/>.</summary>
    public void TakeExpired(long nowMilliseconds, List<Delivery> expired)
    {
        if (_deliveries is null) return;
        for (int left = _deliveries.Count; left > 0; left--)
        {
            Delivery delivery = _deliveries.Dequeue();
            if (!delivery.Message.IsExpired(nowMilliseconds))
            {
                _deliveries.Enqueue(delivery);
                continue;
            }

            expired.Add(delivery);
        }

        foreach (Delivery delivery in expired) Removed(delivery);
    }

    /// <summary>The client is away: an idle session keeps no room for what once waited.</summary>
    public void Trim()
    {
        if (Count == 0) _deliveries = null;
    }

    public void Clear()
    {
        if (Count > 0) totals.Removed(_bytes, isLast: true);
        _deliveries = null;
        _bytes = 0;
        _expiring = 0;
    }

    private void Removed(in Delivery delivery)
    {
        _bytes -= delivery.Message.Bytes;
        if (delivery.Message.ExpiresAtMilliseconds != long.MaxValue) _expiring--;
        // Several may have left the queue before they are counted here; only the last of them finds no bytes behind it.
        totals.Removed(delivery.Message.Bytes, isLast: _bytes == 0);
    }
}
