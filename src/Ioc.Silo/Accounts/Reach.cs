namespace Ioc.Silo.Accounts;

/// <summary>
/// Where a permission holds: units with all below them, and groups of devices; or everywhere. Two reaches of the same places are equal, so that
/// subscribers with the same rights share one stream. What it comes to on a registry is a <see cref="Territory"/>.
/// </summary>
public sealed class Reach : IEquatable<Reach>
{
    private readonly string _key;

    private Reach(bool isEverything, string[] units, string[] groups)
    {
        (IsEverything, Units, Groups) = (isEverything, units, groups);
        _key = isEverything ? "*" : string.Join('\n', units) + "\t" + string.Join('\n', groups);
    }

    public static Reach Everything { get; } = new(true, [], []);

    public static Reach Nothing { get; } = new(false, [], []);

    public bool IsEverything { get; }

    public bool IsNothing => !IsEverything && Units.Count + Groups.Count == 0;

    /// <summary>Each with all below it; sorted.</summary>
    public IReadOnlyList<string> Units { get; }

    /// <summary>Sorted.</summary>
    public IReadOnlyList<string> Groups { get; }

    public static Reach Of(IEnumerable<Grant> grants)
    {
        var all = grants.ToList();
        if (all.Any(grant => grant.IsEverywhere))
            return Everything;
        return new Reach(false, Sorted(all.Select(grant => grant.UnitCode)), Sorted(all.Select(grant => grant.Group)));
    }

    public bool Equals(Reach? other) => other is not null && string.Equals(_key, other._key, StringComparison.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as Reach);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_key);

    public override string ToString() => IsEverything ? "everything" : $"units {string.Join(' ', Units)} groups {string.Join(' ', Groups)}";

    private static string[] Sorted(IEnumerable<string?> words) => [.. words.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
