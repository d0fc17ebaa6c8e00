namespace Ioc.Mqtt.Client;

/// <summary>
/// The QoS 2 messages between PUBLISH and PUBREL (5.0 §4.3.3). What was answered with PUBREC is remembered as long as the session lives, so that
/// a repetition is not delivered again; what the handler never finished with dies with its connection, and is delivered when it comes again.
/// Bounded by the packet identifiers, in 5.0 by our Receive Maximum.
/// </summary>
internal sealed class ReceivedMessages
{
    private readonly Lock _gate = new();
    private Dictionary<ushort, bool>? _answeredById;

    /// <summary>True: deliver it. False: a repetition, <paramref name="wasAnswered"/> or still with the handler.</summary>
    public bool TryTake(ushort packetId, out bool wasAnswered)
    {
        lock (_gate)
        {
            _answeredById ??= [];
            if (_answeredById.TryGetValue(packetId, out wasAnswered)) return false;
            _answeredById.Add(packetId, false);
            return true;
        }
    }

    public void Answered(ushort packetId)
    {
        lock (_gate) (_answeredById ??= [])[packetId] = true;
    }

    /// <summary>PUBREL: the identifier is free. False: it was.</summary>
    public bool Release(ushort packetId)
    {
        lock (_gate) return _answeredById?.Remove(packetId) == true;
    }

    /// <summary>A new connection of the session, or of another one under the same name.</summary>
    public void Resume(bool sessionPresent)
    {
        lock (_gate)
        {
            if (!sessionPresent) _answeredById = null;
            if (_answeredById is null) return;
            foreach ((ushort packetId, bool answered) in _answeredById)
            {
                if (!answered) _answeredById.Remove(packetId);
            }
        }
    }
}
