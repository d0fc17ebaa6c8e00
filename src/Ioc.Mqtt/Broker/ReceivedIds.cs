namespace Ioc.Mqtt.Broker;

/// <summary>
/// Packet identifiers of QoS 2 messages taken from the client and not yet released: what makes the second PUBLISH with the same
/// identifier a repetition [MQTT-4.3.3-10]. Part of the session; touched by the read loop and by the commit thread.
/// </summary>
internal sealed class ReceivedIds
{
    private readonly Lock _gate = new();

    /// <summary>Null until the first QoS 2 message: devices use QoS 1.</summary>
    private HashSet<ushort>? _ids;

    public int Count
    {
        get
        {
            lock (_gate) return _ids?.Count ?? 0;
        }
    }

    public bool Contains(ushort packetId)
    {
        lock (_gate) return _ids is not null && _ids.Contains(packetId);
    }

    public void Add(ushort packetId)
    {
        lock (_gate) (_ids ??= []).Add(packetId);
    }

    public bool Remove(ushort packetId)
    {
        lock (_gate) return _ids is not null && _ids.Remove(packetId);
    }
}
