using System.Collections.Immutable;
using Ioc.Devices.Broadcasts;
using Ioc.Silo.Changes;
using Ioc.Silo.Twins;

namespace Ioc.Silo.Broadcasts;

/// <summary>The newest broadcasts with their counts, as readers see them. Immutable; the judge swaps the reference after a batch.</summary>
internal sealed record BroadcastBook
{
    private static readonly IComparer<BroadcastBrief> NewestFirst = Comparer<BroadcastBrief>.Create((left, right) =>
    {
        var byTime = right.Broadcast.CreatedAt.CompareTo(left.Broadcast.CreatedAt);
        return byTime != 0 ? byTime : string.CompareOrdinal(right.Broadcast.Id, left.Broadcast.Id);
    });

    public static BroadcastBook Empty { get; } = new();

    public ImmutableSortedSet<BroadcastBrief> Newest { get; private init; } = ImmutableSortedSet.Create(NewestFirst);

    private ImmutableDictionary<string, BroadcastBrief> ById { get; init; } =
        ImmutableDictionary<string, BroadcastBrief>.Empty.WithComparers(StringComparer.Ordinal);

    public BroadcastBrief? Find(string id) => ById.GetValueOrDefault(id);

    public BroadcastBook Apply(IReadOnlyList<BroadcastBrief> changed)
    {
        var newest = Newest.ToBuilder();
        var byId = ById.ToBuilder();
        foreach (var brief in changed)
        {
            if (byId.TryGetValue(brief.Broadcast.Id, out var before))
                newest.Remove(before);
            newest.Add(brief);
            byId[brief.Broadcast.Id] = brief;
        }

        while (newest.Count > EngineLimits.BroadcastsListed)
        {
            byId.Remove(newest[^1].Broadcast.Id);
            newest.Remove(newest[^1]);
        }

        return new BroadcastBook { Newest = newest.ToImmutable(), ById = byId.ToImmutable() };
    }

    /// <summary>As the ledger has it now.</summary>
    public static BroadcastBrief Brief(Broadcast broadcast, BroadcastCounts counts, long version)
    {
        var byState = new Dictionary<DeliveryState, int>();
        foreach (var state in Enum.GetValues<DeliveryState>())
            byState[state] = counts[state];
        return new BroadcastBrief(broadcast, byState, counts.Heard, version);
    }
}
