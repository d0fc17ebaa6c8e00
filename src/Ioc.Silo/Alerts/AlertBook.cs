using System.Collections.Immutable;
using Ioc.Devices.Alerts;

namespace Ioc.Silo.Alerts;

/// <summary>
/// What readers see of the alert table: everything open, and what changed since the last checkpoint (the database does not have it yet).
/// Immutable; the judge makes the next one after each batch and swaps one reference, so a storm of alerts costs the logarithm, not the list.
/// </summary>
internal sealed record AlertBook
{
    /// <summary>Newest raised first.</summary>
    public static readonly IComparer<Alert> NewestFirst = Comparer<Alert>.Create((left, right) =>
    {
        var byTime = right.RaisedAt.CompareTo(left.RaisedAt);
        return byTime != 0 ? byTime : string.CompareOrdinal(right.Id, left.Id);
    });

    public static AlertBook Empty { get; } = new();

    public ImmutableSortedSet<Alert> Open { get; private init; } = ImmutableSortedSet.Create(NewestFirst);

    /// <summary>The newest state of every alert that differs from the database's, cleared ones too.</summary>
    public ImmutableDictionary<string, Alert> Unstored { get; private init; } = ImmutableDictionary<string, Alert>.Empty.WithComparers(StringComparer.Ordinal);

    private ImmutableDictionary<string, Alert> OpenById { get; init; } = ImmutableDictionary<string, Alert>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>Open, or changed since the last checkpoint; null: look in the database.</summary>
    public Alert? Find(string id) => Unstored.GetValueOrDefault(id) ?? OpenById.GetValueOrDefault(id);

    public static AlertBook Load(IReadOnlyCollection<Alert> open) => new()
    {
        Open = ImmutableSortedSet.CreateRange(NewestFirst, open),
        OpenById = open.ToImmutableDictionary(alert => alert.Id, StringComparer.Ordinal),
    };

    public AlertBook Apply(IReadOnlyList<Alert> changed)
    {
        if (changed.Count == 0)
            return this;
        var open = Open.ToBuilder();
        var byId = OpenById.ToBuilder();
        var unstored = Unstored.ToBuilder();
        foreach (var alert in changed)
        {
            if (byId.TryGetValue(alert.Id, out var before))
                open.Remove(before);
            unstored[alert.Id] = alert;
            if (alert.State == AlertState.Cleared)
            {
                byId.Remove(alert.Id);
                continue;
            }

            byId[alert.Id] = alert;
            open.Add(alert);
        }

        return new AlertBook { Open = open.ToImmutable(), OpenById = byId.ToImmutable(), Unstored = unstored.ToImmutable() };
    }

    /// <summary>The database has these now; those that changed again meanwhile stay.</summary>
    public AlertBook Stored(IReadOnlyList<Alert> stored)
    {
        var unstored = Unstored.ToBuilder();
        foreach (var alert in stored)
        {
            if (unstored.TryGetValue(alert.Id, out var current) && ReferenceEquals(current, alert))
                unstored.Remove(alert.Id);
        }

        return this with { Unstored = unstored.ToImmutable() };
    }
}
