namespace Ioc.Gateway.OutsideBroker;

/// <summary>
/// The last messages from the broker that are in our journal: whatever it delivers again is among them. A message is recognised at most once on
/// each connection. One lock of the owner guards it.
/// </summary>
/// <remarks>
/// A repetition should say so and keep its packet identifier [MQTT-3.3.1-1], [MQTT-4.4.0-1], and there should be no more of them than our
/// Receive Maximum. Mosquitto 2.0.11 does none of this after its own restart. So identifiers are not asked for; a message that its device has
/// numbered (<c>seq</c>) needs no mark, because the same bytes with the same number are the same message; and the memory is larger than the window.
/// </remarks>
internal sealed class SeenMessages(int capacity)
{
    private readonly Seen[] _ring = new Seen[capacity];
    private readonly Dictionary<UInt128, int> _newest = [];
    private long _number;
    private int _connection;

    /// <summary>From the journal, oldest first: durable, before the first connection.</summary>
    public void Load(IEnumerable<UInt128> digests)
    {
        foreach (var digest in digests)
            Put(digest, sequence: 0, connection: 0);
    }

    /// <summary>From here on, what was seen so far may come again.</summary>
    public void NextConnection() => _connection++;

    public void Add(UInt128 digest, long sequence) => Put(digest, sequence, _connection);

    /// <summary>True: it is in the journal as the entry of <paramref name="sequence"/>, or will be.</summary>
    /// <param name="digest">What came: marked as a repetition, or numbered by its device.</param>
    /// <param name="sequence">Its number among what this process appended; 0: durable before.</param>
    public bool TryRecognise(UInt128 digest, out long sequence)
    {
        sequence = 0;
        if (!_newest.TryGetValue(digest, out var index))
            return false;
        for (var newer = long.MaxValue; index >= 0 && _ring[index] is var seen && seen.Digest == digest && seen.Number < newer; index = seen.Previous)
        {
            newer = seen.Number;
            if (seen.IsLost || seen.Connection == _connection)
                continue;
            sequence = seen.Sequence;
            // Its acknowledgement may be lost once more: on the next connection it counts again.
            _ring[index] = seen with { Connection = _connection };
            return true;
        }

        return false;
    }

    /// <summary>The journal lost these: when they come again they are new.</summary>
    public void Forget(long firstSequence, long lastSequence)
    {
        foreach (ref var seen in _ring.AsSpan())
        {
            if (seen.Sequence >= firstSequence && seen.Sequence <= lastSequence)
                seen = seen with { IsLost = true };
        }
    }

    private void Put(UInt128 digest, long sequence, int connection)
    {
        var slot = (int)(_number % _ring.Length);
        if (_number >= _ring.Length && _newest.TryGetValue(_ring[slot].Digest, out var newest) && newest == slot)
            _newest.Remove(_ring[slot].Digest);
        var previous = _newest.TryGetValue(digest, out var older) ? older : -1;
        _ring[slot] = new Seen(digest, sequence, connection, ++_number, previous);
        _newest[digest] = slot;
    }

    /// <param name="Digest">What it is.</param>
    /// <param name="Sequence">Its number among what this process appended; 0: durable before.</param>
    /// <param name="Connection">On which it was delivered last; 0: read back from the journal.</param>
    /// <param name="Number">Counts what was put in; an older slot with a higher one has been written over.</param>
    /// <param name="Previous">Slot of the one before with the same bytes; -1: none.</param>
    private readonly record struct Seen(UInt128 Digest, long Sequence, int Connection, long Number, int Previous)
    {
        public bool IsLost { get; init; }
    }
}
