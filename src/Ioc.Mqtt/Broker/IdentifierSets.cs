namespace Ioc.Mqtt.Broker;

/// <summary>
/// The combinations of subscription identifiers that one session's overlapping subscriptions have brought, so that the array a delivery
/// carries is made for the first message and not for each. Any thread, no lock.
/// </summary>
internal sealed class IdentifierSets
{
    /// <summary>A session with more combinations than this has its arrays made anew now and then; each search looks at all of them.</summary>
    private const int SetsMax = 16;

    private volatile uint[][] _sets = [];

    public uint[] Get(ReadOnlySpan<uint> identifiers)
    {
        if (identifiers.IsEmpty) return [];
        uint[][] sets = _sets;
        foreach (uint[] set in sets)
        {
            if (identifiers.SequenceEqual(set)) return set;
        }

        // Two threads may each add one; the loser's is made again, once.
        uint[] added = identifiers.ToArray();
        _sets = sets.Length < SetsMax ? [.. sets, added] : [added];
        return added;
    }
}
