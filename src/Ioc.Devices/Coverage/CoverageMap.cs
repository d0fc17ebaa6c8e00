using Ioc.Devices.Units;

namespace Ioc.Devices.Coverage;

/// <summary>
/// Which hamlets lost their signal because a site failed. For each hamlet it counts the working sites that reach it; when the count falls
/// to zero the hamlet is dark and belongs to the gap of the site that failed last. A change looks only at the hamlets of that one site.
///
/// Sites are taken to work until told otherwise, because a site never heard says nothing. Hamlets that no site ever reached are a
/// planning matter, not an alert, and are not counted here. One owner; rebuilt when the registry changes, see <see cref="Restore"/>.
/// </summary>
public sealed class CoverageMap
{
    private const int Nobody = 0;

    private readonly Unit[] _hamlets;
    private readonly Dictionary<int, int[]> _servedBySite = [];
    private readonly HashSet<int> _notWorking = [];
    private readonly int[] _workingSites;

    /// <summary>Per hamlet: the site whose failure made it dark; 0 while it has signal.</summary>
    private readonly int[] _lostTo;

    public CoverageMap(IEnumerable<Device> sites, IEnumerable<Unit> hamlets, CoverageRules rules)
    {
        _hamlets = [.. hamlets.Where(hamlet => hamlet.Position is not null).OrderBy(hamlet => hamlet.Code, StringComparer.Ordinal)];
        _workingSites = new int[_hamlets.Length];
        _lostTo = new int[_hamlets.Length];
        var grid = new HamletGrid(_hamlets);
        foreach (var site in sites.Where(site => site.Site is not null))
        {
            var reach = site.Site!.Cells.Select(cell => rules.ReachMetres(cell.Technology)).DefaultIfEmpty(0).Max();
            var served = grid.Within(site.Position, reach);
            _servedBySite[site.Handle] = served;
            foreach (var hamlet in served)
                _workingSites[hamlet]++;
        }
    }

    /// <summary>Gaps that have hamlets in them, by site handle.</summary>
    public IReadOnlyList<CoverageGap> Gaps =>
        [.. _lostTo.Where(site => site != Nobody).Distinct().Order().Select(GapOf)];

    /// <summary>Whether it was made with this site.</summary>
    public bool IsSite(int handle) => _servedBySite.ContainsKey(handle);

    public bool IsWorking(int siteHandle) => !_notWorking.Contains(siteHandle);

    /// <summary>Codes of the hamlets a site reaches.</summary>
    public IReadOnlyList<string> HamletsOf(int siteHandle) =>
        _servedBySite.TryGetValue(siteHandle, out var served) ? [.. served.Select(hamlet => _hamlets[hamlet].Code)] : [];

    /// <summary>
    /// Takes over what was true before a restart or a registry change: sites that do not work, and whose gap each dark hamlet is in.
    /// Without the latter a hamlet would be counted to whichever site comes last here. Returns every gap that differs from what was known.
    /// </summary>
    public IReadOnlyList<CoverageGap> Restore(IEnumerable<int> notWorkingSites, IReadOnlyList<CoverageGap> knownGaps)
    {
        var owner = knownGaps.SelectMany(gap => gap.HamletCodes.Select(code => (code, gap.SiteHandle)))
            .GroupBy(pair => pair.code).ToDictionary(group => group.Key, group => group.First().SiteHandle, StringComparer.Ordinal);
        foreach (var site in notWorkingSites.Order())
            Fail(site);
        for (var hamlet = 0; hamlet < _hamlets.Length; hamlet++)
        {
            if (_lostTo[hamlet] != Nobody && owner.TryGetValue(_hamlets[hamlet].Code, out var site)
                && _servedBySite.TryGetValue(site, out var served) && served.Contains(hamlet))
            {
                _lostTo[hamlet] = site;
            }
        }
        var now = Gaps;
        var gone = knownGaps.Where(gap => now.All(current => current.SiteHandle != gap.SiteHandle)).Select(gap => GapOf(gap.SiteHandle));
        return [.. now.Where(gap => !knownGaps.Any(known => IsSame(known, gap))).Concat(gone)];
    }

    /// <summary>A site began or ceased to work: the gaps that changed, also empty ones. Nothing changed: none.</summary>
    public IReadOnlyList<CoverageGap> SetWorking(int siteHandle, bool working)
    {
        var changed = working ? Repair(siteHandle) : Fail(siteHandle);
        return [.. changed.Order().Select(GapOf)];
    }

    private static bool IsSame(CoverageGap one, CoverageGap other) =>
        one.SiteHandle == other.SiteHandle && one.People == other.People && one.HamletCodes.SequenceEqual(other.HamletCodes);

    private HashSet<int> Fail(int site)
    {
        var changed = new HashSet<int>();
        if (!_servedBySite.TryGetValue(site, out var served) || !_notWorking.Add(site))
            return changed;
        foreach (var hamlet in served)
        {
            if (--_workingSites[hamlet] > 0)
                continue;
            _lostTo[hamlet] = site;
            changed.Add(site);
        }
        return changed;
    }

    private HashSet<int> Repair(int site)
    {
        var changed = new HashSet<int>();
        if (!_servedBySite.TryGetValue(site, out var served) || !_notWorking.Remove(site))
            return changed;
        foreach (var hamlet in served)
        {
            if (++_workingSites[hamlet] > 1)
                continue;

            // The hamlet may be in another site's gap: this one was down already when that one failed.
            changed.Add(_lostTo[hamlet]);
            _lostTo[hamlet] = Nobody;
        }
        return changed;
    }

    private CoverageGap GapOf(int site)
    {
        int[] dark = _servedBySite.TryGetValue(site, out var served) ? [.. served.Where(hamlet => _lostTo[hamlet] == site)] : [];
        return new CoverageGap(
            site,
            [.. dark.Select(hamlet => _hamlets[hamlet].Code)],
            [.. dark.Select(hamlet => _hamlets[hamlet].FullName)],
            dark.Sum(hamlet => _hamlets[hamlet].Population ?? 0));
    }
}
