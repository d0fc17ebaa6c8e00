namespace Ioc.Mqtt.Broker;

/// <summary>
/// The unacknowledged messages of one session, oldest first. The entries before <c>_sent</c> went out on the present connection; those
/// behind it wait to be sent again after a reconnect, which a smaller Receive Maximum may stretch over several acknowledgements.
/// </summary>
/// <remarks>A list, not a map: clients acknowledge in order [MQTT-4.6.0-2], so the search ends at the first entry.</remarks>
internal sealed class InflightWindow
{
    private readonly List<InflightEntry> _entries = [];
    private int _sent;
    private ushort _lastPacketId;

    /// <summary>Receive Maximum of the client, or our own bound, whichever is lower.</summary>
    public int Limit { get; set; }

    public int Count => _entries.Count;

    /// <summary>What is not acknowledged, oldest first.</summary>
    public IEnumerable<Delivery> Deliveries => _entries.Select(e => e.Delivery);

    public bool IsFull => _entries.Count >= Limit;

    /// <summary>Everything unacknowledged is to be sent again [MQTT-4.4.0-1].</summary>
    public void Rewind() => _sent = 0;

    /// <summary>
    /// Forgets what ran out of time while its receiver was away, before it is sent again: a 3.1.1 client can't see that a message is
    /// stale, and would act on it. QoS 2 stays: once sent it is exchanged to the end [MQTT-4.3.3-7], because its receiver may have taken it
    /// already and holds the identifier until PUBREL.
    /// </summary>
    public int DropExpired(long nowMilliseconds) =>
        _entries.RemoveAll(entry => entry.Delivery.Qos != QualityOfService.ExactlyOnce && entry.Delivery.Message.IsExpired(nowMilliseconds));

    public bool TryNextUnsent(out InflightEntry entry)
    {
        entry = default;
        if (_sent >= _entries.Count || _sent >= Limit) return false;
        entry = _entries[_sent++];
        return true;
    }

    /// <summary>Takes a message in as sent and gives it its packet identifier.</summary>
    public ushort Add(in Delivery delivery)
    {
        ushort id = NextPacketId();
        _entries.Add(new InflightEntry(id, delivery, IsReleased: false));
        _sent++;
        return id;
    }

    public bool TryRemove(ushort packetId, out InflightEntry entry)
    {
        int at = IndexOf(packetId);
        if (at < 0)
        {
            entry = default;
            return false;
        }

        entry = _entries[at];
        _entries.RemoveAt(at);
        if (at < _sent) _sent--;
        return true;
    }

    /// <summary>PUBREC came: from now on PUBREL is what is repeated.</summary>
    public bool TryRelease(ushort packetId)
    {
        int at = IndexOf(packetId);
        if (at < 0) return false;
        _entries[at] = _entries[at] with { IsReleased = true };
        return true;
    }

    private int IndexOf(ushort packetId)
    {
        for (int i = 0; i < _entries.Count; i++)
        {
            if (_entries[i].PacketId == packetId) return i;
        }

        return -1;
    }

    private ushort NextPacketId()
    {
        do
        {
            _lastPacketId++;
        }
        while (_lastPacketId == 0 || IndexOf(_lastPacketId) >= 0);

        return _lastPacketId;
    }
}
