namespace Ioc.Mqtt.Broker;

/// <summary>Messages that wait for one absent or slow client, bounded in number and in bytes.</summary>
internal sealed class OutboundQueue(MqttLimits limits)
{
    private readonly Queue<Delivery> _deliveries = new();
    private long _bytes;

    public int Count => _deliveries.Count;

    /// <summary>What waits, oldest first.</summary>
    public IEnumerable<Delivery> Deliveries => _deliveries;

    /// <summary>False when full: the newest is refused, because the oldest was promised first.</summary>
    public bool TryAdd(in Delivery delivery, long nowMilliseconds, out int expired)
    {
        expired = 0;
        if (!Fits(delivery)) expired = DropExpired(nowMilliseconds);
        if (!Fits(delivery)) return false;
        _deliveries.Enqueue(delivery);
        _bytes += delivery.Message.Bytes;
        return true;
    }

    public bool TryTake(out Delivery delivery)
    {
        if (!_deliveries.TryDequeue(out delivery)) return false;
        _bytes -= delivery.Message.Bytes;
        return true;
    }

    private bool Fits(in Delivery delivery) =>
        _deliveries.Count < limits.QueuedMessagesPerSessionMax && _bytes + delivery.Message.Bytes <= limits.QueuedBytesPerSessionMax;

    private int DropExpired(long nowMilliseconds)
    {
        int dropped = 0;
        for (int left = _deliveries.Count; left > 0; left--)
        {
            Delivery delivery = _deliveries.Dequeue();
            if (delivery.Message.IsExpired(nowMilliseconds))
            {
                _bytes -= delivery.Message.Bytes;
                dropped++;
            }
            else
            {
                _deliveries.Enqueue(delivery);
            }
        }

        return dropped;
    }
}
