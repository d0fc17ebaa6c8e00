namespace Ioc.Mqtt.Broker;

/// <summary>
/// The unacknowledged messages of one session, oldest first. The entries before <c>_sent</c> went out on the present connection; those
/// behind it wait for a commit, or to be sent again after a reconnect, which a smaller Receive Maximum may stretch over several acknowledgements.
/// </summary>
/// <remarks>A list, not a map: clients acknowledge in order [MQTT-4.6.0-2], so the search ends at the first entry.</remarks>
internal sealed class InflightWindow
{
    /// <summary>Null until the first message: most sessions of a province are idle.</summary>
    private List<InflightEntry>? _entries;

    private int _sent;
    private ushort _lastPacketId;

    /// <summary>Receive Maximum of the client, or our own bound, whichever is lower.</summary>
    public int Limit { get; set; }

    public int Count => _entries?.Count ?? 0;

    public bool IsFull => Count >= Limit;

    /// <summary>What is not acknowledged, oldest first.</summary>
    public IEnumerable<InflightEntry> Entries => _entries ?? [];

    /// <summary>Everything unacknowledged is to be sent again [MQTT-4.4.0-1].</summary>
    public void Rewind() => _sent = 0;

    /// <summary>The client is away: an idle session keeps no room for what it once had in flight.</summary>
    public void Trim()
    {
        if (Count == 0) _entries = null;
    }

    /// <summary>The oldest that has not gone out on this connection and may.</summary>
    public bool TryPeekUnsent(out InflightEntry entry)
    {
        bool any = _sent < Count && _sent < Limit;
        entry = any ? _entries![_sent] : default;
        return any;
    }

    /// <summary>The one just peeked goes out.</summary>
    public void MarkSent()
    {
        if (!_entries![_sent].IsAttempted) _entries[_sent] = _entries[_sent] with { IsAttempted = true };
        _sent++;
    }

    /// <summary>An identifier that no message in flight has.</summary>
    public ushort NextPacketId()
    {
        do
        {
            _lastPacketId++;
        }
        while (_lastPacketId == 0 || IndexOf(_lastPacketId) >= 0);

        return _lastPacketId;
    }

    /// <summary>Takes a message in that is to be sent.</summary>
    public void Add(in InflightEntry entry)
    {
        (_entries ??= []).Add(entry);
        _lastPacketId = entry.PacketId;
    }

    public bool TryRemove(ushort packetId, out InflightEntry entry)
    {
        int at = IndexOf(packetId);
        entry = at < 0 ? default : _entries![at];
        if (at >= 0) RemoveAt(at);
        return at >= 0;
    }

    /// <summary>PUBREC came: from now on PUBREL is what is sent, after this commit.</summary>
    public bool TryRelease(ushort packetId, long ticket)
    {
        int at = IndexOf(packetId);
        if (at < 0) return false;
        _entries![at] = _entries[at] with { IsReleased = true, Ticket = ticket };
        return true;
    }

    /// <summary>
    /// Takes out one that ran out of time while its receiver was away, before it is sent again: a 3.1.1 client can't see that a message is
    /// stale, and would act on it. QoS 2 stays: once sent it is exchanged to the end [MQTT-4.3.3-7], because its receiver may have taken it
    /// already and holds the identifier until PUBREL.
    /// </summary>
    public bool TryRemoveExpired(long nowMilliseconds, out InflightEntry entry)
    {
        int at = _entries?.FindIndex(e => e.Delivery.Qos != QualityOfService.ExactlyOnce && e.Delivery.Message.IsExpired(nowMilliseconds)) ?? -1;
        entry = at < 0 ? default : _entries![at];
        if (at >= 0) RemoveAt(at);
        return at >= 0;
    }

    public bool Holds(ushort packetId) => IndexOf(packetId) >= 0;

    private void RemoveAt(int at)
    {
        _entries!.RemoveAt(at);
        if (at < _sent) _sent--;
    }

    private int IndexOf(ushort packetId)
    {
        if (_entries is null) return -1;
        for (int i = 0; i < _entries.Count; i++)
        {
            if (_entries[i].PacketId == packetId) return i;
        }

        return -1;
    }
}
