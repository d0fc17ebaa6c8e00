namespace Ioc.Gateway.OutsideBroker;

/// <summary>
/// The last messages from the broker that are in our journal, as many as it may have unacknowledged: whatever it delivers again is among them.
/// A message is recognised at most once on each connection, by its digest and, where we know it, its packet identifier, which a repetition
/// keeps [MQTT-4.4.0-1]. One lock of the owner guards it.
/// </summary>
internal sealed class SeenMessages(int capacity)
{
    private readonly Seen[] _ring = new Seen[capacity];
    private int _next;
    private int _connection;

    /// <summary>From the journal, oldest first: durable, of unknown identifier, before the first connection.</summary>
    public void Load(IEnumerable<UInt128> digests)
    {
        foreach (var digest in digests)
            Put(new Seen(digest, PacketId: 0, Sequence: 0, Connection: 0));
    }

    /// <summary>From here on, what was seen so far may come again.</summary>
    public void NextConnection() => _connection++;

    public void Add(UInt128 digest, ushort packetId, long sequence) => Put(new Seen(digest, packetId, sequence, _connection));

    /// <summary>True: it is in the journal as the entry of <paramref name="sequence"/>, or will be.</summary>
    public bool TryRecognise(UInt128 digest, ushort packetId, out long sequence)
    {
        for (var index = 0; index < _ring.Length; index++)
        {
            ref var seen = ref _ring[index];
            if (seen.Digest != digest || seen.IsFree || seen.Connection == _connection || (seen.PacketId != 0 && seen.PacketId != packetId))
                continue;
            sequence = seen.Sequence;
            // Its acknowledgement may be lost once more: it counts from here again.
            seen = default;
            Put(new Seen(digest, packetId, sequence, _connection));
            return true;
        }

        sequence = 0;
        return false;
    }

    /// <summary>The journal lost these: when they come again they are new.</summary>
    public void Forget(long firstSequence, long lastSequence)
    {
        foreach (ref var seen in _ring.AsSpan())
        {
            if (seen.Sequence >= firstSequence && seen.Sequence <= lastSequence)
                seen = default;
        }
    }

    private void Put(in Seen seen)
    {
        _ring[_next] = seen;
        _next = (_next + 1) % _ring.Length;
    }

    /// <param name="Digest">What it is.</param>
    /// <param name="PacketId">0: read back from the journal, where identifiers are not.</param>
    /// <param name="Sequence">Its number among what this process appended; 0: durable before.</param>
    /// <param name="Connection">On which it was delivered last; -1 for our own bookkeeping never occurs.</param>
    private readonly record struct Seen(UInt128 Digest, ushort PacketId, long Sequence, int Connection)
    {
        public bool IsFree => Digest == default;
    }
}
