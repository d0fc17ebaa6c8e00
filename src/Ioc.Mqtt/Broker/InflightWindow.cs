namespace Ioc.Mqtt.Broker;

/// <summary>
/// The unacknowledged messages of one session, oldest first. The entries before <c>_sent</c> went out on the present connection; those
/// behind it wait for a commit, or to be sent again after a reconnect, which a smaller Receive Maximum may stretch over several acknowledgements.
/// </summary>
/// <remarks>
/// A list, not a map: clients acknowledge in order [MQTT-4.6.0-2], so the search ends at the first entry. What is acknowledged at its front
/// leaves a gap (<c>_gone</c>) that is closed now and then: hundreds of entries must not move for each acknowledgement.
/// </remarks>
internal sealed class InflightWindow(long bytesMax)
{
    /// <summary>Entries of the gap at which it is closed, once it is also half of the list.</summary>
    private const int GapMax = 64;

    /// <summary>
    /// Identifiers from the oldest to the newest at which a new one may meet one in use. They are given in turn, so before that no search is needed.
    /// </summary>
    private const int SpanMax = ushort.MaxValue - 1_000;

    /// <summary>Null until the first message: most sessions of a province are idle.</summary>
    private List<InflightEntry>? _entries;

    /// <summary>Entries at the front of the list that are none any more.</summary>
    private int _gone;

    /// <summary>Counted from the oldest.</summary>
    private int _sent;

    private long _bytes;
    private ushort _lastPacketId;

    /// <summary>Receive Maximum of the client, or our own bound, whichever is lower.</summary>
    public int Limit { get; set; }

    public int Count => _entries is null ? 0 : _entries.Count - _gone;

    /// <summary>No more may be sent: as many, or as much, is on its way as may be.</summary>
    public bool IsFull => Count >= Limit || _bytes >= bytesMax;

    /// <summary>What is not acknowledged, oldest first.</summary>
    public IEnumerable<InflightEntry> Entries => _entries?.Skip(_gone) ?? [];

    /// <summary>Everything unacknowledged is to be sent again [MQTT-4.4.0-1].</summary>
    public void Rewind() => _sent = 0;

    /// <summary>The client is away: an idle session keeps no room for what it once had in flight.</summary>
    public void Trim()
    {
        if (Count > 0) return;
        _entries = null;
        _gone = 0;
    }

    /// <summary>The oldest that has not gone out on this connection and may.</summary>
    public bool TryPeekUnsent(out InflightEntry entry)
    {
        bool any = _sent < Count && _sent < Limit;
        entry = any ? _entries![_gone + _sent] : default;
        return any;
    }

    /// <summary>The one just peeked goes out.</summary>
    public void MarkSent()
    {
        int at = _gone + _sent;
        if (!_entries![at].IsAttempted) _entries[at] = _entries[at] with { IsAttempted = true };
        _sent++;
    }

    /// <summary>An identifier that no message in flight has.</summary>
    public ushort NextPacketId()
    {
        bool mayMeet = Count > 0 && (ushort)(_lastPacketId - _entries![_gone].PacketId) >= SpanMax;
        do
        {
            _lastPacketId++;
        }
        while (_lastPacketId == 0 || (mayMeet && IndexOf(_lastPacketId) >= 0));

        return _lastPacketId;
    }

    /// <summary>Takes a message in that is to be sent.</summary>
    public void Add(in InflightEntry entry)
    {
        (_entries ??= []).Add(entry);
        _bytes += entry.Delivery.Message.Bytes;
        _lastPacketId = entry.PacketId;
    }

    /// <summary>An answer of the other flow, or one that comes too early, ends nothing [MQTT-4.3.2-3], [MQTT-4.3.3-3].</summary>
    public bool TryRemove(ushort packetId, PacketType answer, out InflightEntry entry)
    {
        int at = IndexOf(packetId);
        if (at >= 0 && !_entries![at].IsEndedBy(answer)) at = -1;
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
    public bool TryRemoveExpired(long nowMilliseconds, out InflightEntry entry) =>
        TryRemoveFirst(e => e.Delivery.Qos != QualityOfService.ExactlyOnce && e.Delivery.Message.IsExpired(nowMilliseconds), out entry);

    /// <summary>Takes the oldest of a kind out.</summary>
    public bool TryRemoveFirst(Predicate<InflightEntry> isOne, out InflightEntry entry)
    {
        int at = _entries is null ? -1 : _entries.FindIndex(_gone, isOne);
        entry = at < 0 ? default : _entries![at];
        if (at >= 0) RemoveAt(at);
        return at >= 0;
    }

    public bool HoldsExactlyOnce(ushort packetId)
    {
        int at = IndexOf(packetId);
        return at >= 0 && _entries![at].Delivery.Qos == QualityOfService.ExactlyOnce;
    }

    private void RemoveAt(int at)
    {
        _bytes -= _entries![at].Delivery.Message.Bytes;
        if (at - _gone < _sent) _sent--;
        if (at > _gone)
        {
            _entries.RemoveAt(at);
            return;
        }

        // The entry must not keep its message.
        _entries[at] = default;
        _gone++;
        if (_gone == _entries.Count) _entries.Clear();
        else if (_gone >= GapMax && _gone >= _entries.Count / 2) _entries.RemoveRange(0, _gone);
        else return;
        _gone = 0;
    }

    private int IndexOf(ushort packetId)
    {
        if (_entries is null) return -1;
        for (int i = _gone; i < _entries.Count; i++)
        {
            if (_entries[i].PacketId == packetId) return i;
        }

        return -1;
    }
}
