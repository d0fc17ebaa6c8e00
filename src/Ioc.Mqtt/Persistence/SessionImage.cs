namespace Ioc.Mqtt.Persistence;

/// <summary>One session as its records describe it.</summary>
internal sealed class SessionImage(long number, string clientId)
{
    private Queue<StoredDelivery> _queue = new();

    public long Number { get; } = number;

    public string ClientId { get; } = clientId;

    public uint ExpirySeconds { get; set; }

    /// <summary><see cref="long.MaxValue"/>: its client was connected.</summary>
    public long EndsAtUnixMilliseconds { get; set; }

    public Dictionary<string, StoredSubscription> Subscriptions { get; } = new(StringComparer.Ordinal);

    public IReadOnlyCollection<StoredDelivery> Queue => _queue;

    /// <summary>Oldest first.</summary>
    public List<StoredInflight> Inflight { get; } = [];

    public HashSet<ushort> Received { get; } = [];

    public void Enqueue(in StoredDelivery delivery) => _queue.Enqueue(delivery);

    public bool TrySend(ushort packetId)
    {
        if (!_queue.TryDequeue(out StoredDelivery delivery)) return false;
        Inflight.Add(new StoredInflight(packetId, delivery, IsReleased: false));
        return true;
    }

    /// <summary>Takes the first delivery of this message out of the queue; nearly always the queue's first.</summary>
    public StoredMessage? Drop(long messageId)
    {
        if (_queue.TryPeek(out StoredDelivery first) && first.Message.Id == messageId) return _queue.Dequeue().Message;
        StoredMessage? dropped = null;
        var kept = new Queue<StoredDelivery>(_queue.Count);
        foreach (StoredDelivery delivery in _queue)
        {
            if (dropped is null && delivery.Message.Id == messageId) dropped = delivery.Message;
            else kept.Enqueue(delivery);
        }

        _queue = kept;
        return dropped;
    }

    public StoredMessage? Done(ushort packetId)
    {
        int at = Inflight.FindIndex(entry => entry.PacketId == packetId);
        if (at < 0) return null;
        StoredMessage message = Inflight[at].Delivery.Message;
        Inflight.RemoveAt(at);
        return message;
    }

    public void Release(ushort packetId)
    {
        int at = Inflight.FindIndex(entry => entry.PacketId == packetId);
        if (at >= 0) Inflight[at] = Inflight[at] with { IsReleased = true };
    }
}
