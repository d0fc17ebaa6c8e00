namespace Ioc.EndToEnd.Tests;

/// <summary>
/// A short run of what anybody can run for longer: real processes killed under load, torn writes, a second process. The moments come from a
/// seed; the last line names it.
/// </summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    [Fact]
    public async Task After_kill_9_and_torn_writes_everything_acknowledged_is_stored_once_and_no_alert_is_lost_or_doubled()
    {
        var (code, said) = await ChildServer.RunAsync("prove", "durability", "--seed", "20251122", "--kills", "5", "--only", "kill,torn,two");
        output.WriteLine(said);
        Assert.True(code == 0, said);
        Assert.Contains(" kills=5 ", said, StringComparison.Ordinal);
        Assert.Contains(" lost=0 doubled=0 ", said, StringComparison.Ordinal);
        Assert.Contains(" alerts_lost=0 alerts_doubled=0 unnamed=0 ", said, StringComparison.Ordinal);
        Assert.DoesNotContain(" acknowledged=0 ", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--kills", "0")]
    [InlineData("--without", "fire")]
    [InlineData("--only", "fire")]
    public async Task What_can_not_be_proved_is_refused_before_anything_starts(string option, string value)
    {
        var (code, said) = await ChildServer.RunAsync("prove", "durability", option, value);
        Assert.Equal(2, code);
        Assert.Contains(option, said, StringComparison.Ordinal);
    }
}
