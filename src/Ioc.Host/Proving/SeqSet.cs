namespace Ioc.Host.Proving;

/// <summary>
/// What a store holds of one device's messages, by their seq: it must be exactly 1 to L with acknowledged ≤ L ≤ sent. Each value is looked at,
/// because a count and a sum can agree where one message is doubled for another that is lost.
/// </summary>
/// <param name="Stored">Messages.</param>
/// <param name="Lost">Acknowledged, or before one that is stored, and not stored.</param>
/// <param name="Doubled">Stored more often than once, or never sent.</param>
internal readonly record struct SeqSet(int Stored, int Lost, int Doubled)
{
    /// <param name="seqs">As stored.</param>
    /// <param name="acknowledged">1 to this.</param>
    /// <param name="sent">1 to this at most.</param>
    public static SeqSet Of(IEnumerable<int> seqs, int acknowledged, int sent)
    {
        var held = new HashSet<int>();
        var doubled = 0;
        foreach (var seq in seqs)
            if (seq < 1 || seq > sent || !held.Add(seq))
                doubled++;
        var last = Math.Max(acknowledged, held.Count == 0 ? 0 : held.Max());
        return new SeqSet(held.Count, last - held.Count, doubled);
    }
}
