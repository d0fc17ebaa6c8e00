namespace Ioc.EndToEnd.Tests;

/// <summary>What no kill meets by chance: the state a checkpoint behind the points, the clock an hour off, a real InfluxDB that dies and comes back.</summary>
public sealed class RareFaultTests(ITestOutputHelper output)
{
    [Fact]
    public async Task While_the_clock_jumps_and_stores_fall_behind_everything_acknowledged_is_stored_once_and_nobody_is_called_away()
    {
        var (code, said) = await ChildServer.RunAsync("prove", "durability", "--seed", "20251122", "--only", "behind,clock,influx");
        output.WriteLine(said);
        Assert.True(code == 0, said);
        Assert.Contains(" behind=1 influx_kills=2 clock_jumps=4 ", said, StringComparison.Ordinal);
        Assert.Contains(" lost=0 doubled=0 ", said, StringComparison.Ordinal);
        Assert.Contains(" alerts_lost=0 alerts_doubled=0 unnamed=0 not_tried=none ", said, StringComparison.Ordinal);
    }
}
