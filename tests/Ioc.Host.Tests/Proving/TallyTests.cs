using Ioc.Host.Proving;

namespace Ioc.Host.Tests.Proving;

public sealed class TallyTests
{
    [Fact]
    public void What_could_not_be_tried_is_named_and_proves_nothing_unless_it_was_left_out_on_request()
    {
        var tally = new Tally();
        tally.LeftOut("clock");
        Assert.True(tally.IsProved);
        tally.NotTried("journal-disk");
        tally.NotTried("sqlite-disk");
        Assert.True(tally.IsClean);
        Assert.False(tally.IsProved);
        Assert.Contains(" not_tried=journal-disk,sqlite-disk left_out=clock ", tally.Line(seed: 1, TimeSpan.Zero), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_lost_is_not_proved_either()
    {
        var tally = new Tally();
        tally.AddStore("InfluxDB", lost: 1, doubled: 0);
        Assert.False(tally.IsProved);
    }
}
