namespace Ioc.Mqtt.Broker;

/// <summary>
/// Packet identifiers of QoS 2 messages offered to the sink or taken from the client, and not yet released: what makes the second PUBLISH
/// with the same identifier a repetition [MQTT-4.3.3-10]. Part of the session; touched by read loops and by the commit thread.
/// </summary>
internal sealed class ReceivedIds
{
    private readonly Lock _gate = new();

    /// <summary>Null until the first QoS 2 message: devices use QoS 1.</summary>
    private HashSet<ushort>? _taken;

    private HashSet<ushort>? _offered;

    /// <summary>Those taken.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _taken?.Count ?? 0;
        }
    }

    public ReceivedState State(ushort packetId)
    {
        lock (_gate) return State_NeedsLock(packetId);
    }

    /// <summary>What it is; one that is new counts as offered from here.</summary>
    public ReceivedState Offer(ushort packetId)
    {
        lock (_gate)
        {
            ReceivedState state = State_NeedsLock(packetId);
            if (state == ReceivedState.New) (_offered ??= []).Add(packetId);
            return state;
        }
    }

    /// <summary>The sink has no room, refused it, or will not answer any more: the next with this identifier is new.</summary>
    public void Withdraw(ushort packetId)
    {
        lock (_gate) _offered?.Remove(packetId);
    }

    public void Take(ushort packetId)
    {
        lock (_gate)
        {
            _offered?.Remove(packetId);
            (_taken ??= []).Add(packetId);
        }
    }

    /// <summary>PUBREL came. False when none of this identifier was taken.</summary>
    public bool Remove(ushort packetId)
    {
        lock (_gate) return _taken is not null && _taken.Remove(packetId);
    }

    private ReceivedState State_NeedsLock(ushort packetId)
    {
        if (_taken is not null && _taken.Contains(packetId)) return ReceivedState.Taken;
        return _offered is not null && _offered.Contains(packetId) ? ReceivedState.Offered : ReceivedState.New;
    }
}
