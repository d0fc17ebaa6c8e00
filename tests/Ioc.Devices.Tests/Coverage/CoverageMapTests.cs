using Ioc.Devices.Coverage;
using Ioc.Devices.Twins;

namespace Ioc.Devices.Tests.Coverage;

/// <summary>A degree of latitude is 111 km, so 0.01 is 1.1 km. Sites 1 (4g) and 2 (4g) reach 3.5 km: 0.031 degrees.</summary>
public class CoverageMapTests
{
    private static readonly CoverageMap Unused = Map();

    [Fact]
    public void A_site_serves_the_hamlets_within_the_reach_of_its_best_technology()
    {
        Assert.Equal(["only-1", "shared"], Unused.HamletsOf(1));
        Assert.Equal(["only-2", "shared"], Unused.HamletsOf(2));
        Assert.Equal([], Unused.HamletsOf(99));
    }

    [Theory]
    [InlineData("2g", 8_000)]
    [InlineData("3g", 4_000)]
    [InlineData("4g", 3_500)]
    [InlineData("5g", 1_200)]
    [InlineData("6g", 0)]
    public void Each_technology_has_its_reach(string technology, double metres)
    {
        var degrees = metres / 111_195;
        var map = new CoverageMap(
            [Samples.Site(1, 20, 105, technology)], [Samples.Hamlet("in", 20 + (degrees * 0.99), 105), Samples.Hamlet("out", 20 + (degrees * 1.01), 105)],
            CoverageRules.Default);

        Assert.Equal(metres > 0 ? ["in"] : [], map.HamletsOf(1));
    }

    [Fact]
    public void The_grid_finds_what_looking_at_every_hamlet_finds()
    {
        var random = new Random(11);
        var hamlets = Enumerable.Range(0, 2_000).Select(i =>
            Samples.Hamlet($"{i:D4}", 19 + random.NextDouble(), 105 + random.NextDouble())).ToArray();
        var sites = Enumerable.Range(1, 50).Select(i =>
            Samples.Site(i, 19 + random.NextDouble(), 105 + random.NextDouble(), "2g")).ToArray();
        var map = new CoverageMap(sites, hamlets, CoverageRules.Default);

        Assert.All(sites, site => Assert.Equal(
            hamlets.Where(hamlet => GreatCircle.DistanceMetres(site.Position, hamlet.Position!.Value) <= 8_000).Select(hamlet => hamlet.Code),
            map.HamletsOf(site.Handle)));
    }

    [Fact]
    public void When_a_site_fails_only_hamlets_that_nobody_else_reaches_are_dark()
    {
        var gap = Assert.Single(Map().SetWorking(1, working: false));

        Assert.Equal((1, 10), (gap.SiteHandle, gap.People));
        Assert.Equal(["only-1"], gap.HamletCodes);
        Assert.Equal(["Thôn only-1"], gap.HamletNames);
    }

    [Fact]
    public void A_hamlet_belongs_to_the_site_that_failed_last()
    {
        var map = Map();
        map.SetWorking(1, working: false);
        var gap = Assert.Single(map.SetWorking(2, working: false));

        Assert.Equal((2, 50), (gap.SiteHandle, gap.People));
        Assert.Equal(["only-2", "shared"], gap.HamletCodes);
    }

    [Fact]
    public void A_repair_lights_hamlets_in_another_sites_gap_too()
    {
        var map = Map();
        map.SetWorking(1, working: false);
        map.SetWorking(2, working: false);
        var changed = map.SetWorking(1, working: true);

        Assert.Equal([1, 2], changed.Select(gap => gap.SiteHandle));
        Assert.Equal([], changed[0].HamletCodes);
        Assert.Equal(["only-2"], changed[1].HamletCodes);
        map.SetWorking(2, working: true);
        Assert.Empty(map.Gaps);
    }

    [Fact]
    public void Saying_it_twice_or_of_an_unknown_site_changes_nothing()
    {
        var map = Map();
        Assert.Empty(map.SetWorking(1, working: true));
        map.SetWorking(1, working: false);
        Assert.Empty(map.SetWorking(1, working: false));
        Assert.Empty(map.SetWorking(99, working: false));
    }

    [Fact]
    public void A_rebuilt_map_keeps_each_hamlet_in_the_gap_it_was_in()
    {
        var map = Map();
        map.SetWorking(2, working: false);
        map.SetWorking(1, working: false);
        var known = map.Gaps;
        Assert.Equal(["only-1", "shared"], known[0].HamletCodes);

        var rebuilt = Map();
        Assert.Empty(rebuilt.Restore([1, 2], known));
        Assert.Equal(known.Select(gap => string.Join(" ", gap.HamletCodes)), rebuilt.Gaps.Select(gap => string.Join(" ", gap.HamletCodes)));

        // Site 1 came back while nobody looked: its gap is told as empty.
        var later = Map();
        var changed = later.Restore([2], known);
        Assert.Equal([1], changed.Where(gap => gap.HamletCodes.Count == 0).Select(gap => gap.SiteHandle));
    }

    [Fact]
    public void Any_order_of_failures_and_repairs_leaves_dark_exactly_what_nobody_serves()
    {
        var random = new Random(5);
        var map = Map();
        for (var step = 0; step < 500; step++)
        {
            map.SetWorking(random.Next(1, 3), random.Next(2) == 0);
            var dark = map.Gaps.SelectMany(gap => gap.HamletCodes).Order().ToArray();
            var expected = new[] { "only-1", "only-2", "shared" }.Where(hamlet =>
                (hamlet == "only-2" || !map.IsWorking(1)) && (hamlet == "only-1" || !map.IsWorking(2)));
            Assert.Equal(expected, dark);
        }
    }

    [Fact]
    public void Offline_and_down_are_not_working() => Assert.Equal(
        ["offline", "site-down"], ConditionWords.WordsOf(ConditionWords.SiteNotWorking));

    private static CoverageMap Map() => new(
        [Samples.Site(1, 20.00, 105.0), Samples.Site(2, 20.04, 105.0)],
        [
            Samples.Hamlet("only-1", 19.98, 105.0, people: 10),
            Samples.Hamlet("shared", 20.02, 105.0, people: 20),
            Samples.Hamlet("only-2", 20.06, 105.0, people: 30),
            Samples.Hamlet("never", 21.0, 105.0, people: 40),
            Samples.Hamlet("nowhere", 0, 0) with { Position = null },
        ],
        CoverageRules.Default);
}
