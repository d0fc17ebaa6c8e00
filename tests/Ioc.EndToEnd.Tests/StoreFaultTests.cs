namespace Ioc.EndToEnd.Tests;

/// <summary>
/// A time-series server killed, hanging, answering 500 and 429 and storing half; disks that run full, where root may make small ones. A class
/// of its own, because it mostly waits for others and can do so beside them.
/// </summary>
public sealed class StoreFaultTests(ITestOutputHelper output)
{
    [Fact]
    public async Task While_stores_are_away_full_or_wrong_everything_acknowledged_is_kept_and_each_cause_is_named()
    {
        string[] faults = SmallDisk.Obstacle() is null ? ["store", "journal-disk", "sqlite-disk"] : ["store"];
        var (code, said) = await ChildServer.RunAsync("prove", "durability", "--seed", "20251122", "--only", string.Join(',', faults));
        output.WriteLine(said);
        Assert.True(code == 0, said);
        Assert.Contains(" store_faults=", said, StringComparison.Ordinal);
        Assert.Contains(" lost=0 doubled=0 ", said, StringComparison.Ordinal);
        Assert.Contains(" alerts_lost=0 alerts_doubled=0 unnamed=0 not_tried=none left_out=kill,", said, StringComparison.Ordinal);
    }
}
