using Ioc.Silo.Journal;

namespace Ioc.Silo.Tests.Journal;

public sealed class QuotaWatchTests
{
    [Fact]
    public void Each_step_is_left_at_a_lower_mark_than_it_was_entered_at()
    {
        // A quarter is kept for the centre's own entries: 1,000 bytes are the devices' 100 %.
        var watch = new QuotaWatch(1_333);
        Assert.Equal(
            "0 Ample False; 70 Ample False; 76 Ample True; 70 Ample True; 89 Ample True; 90 Scarce True; 86 Scarce True; 99 Scarce True; "
            + "100 None True; 98 None True; 96 Scarce True; 84 Ample True; 61 Ample True; 59 Ample False; 100 None True; 10 Ample False",
            string.Join("; ", ((int[])[0, 70, 76, 70, 89, 90, 86, 99, 100, 98, 96, 84, 61, 59, 100, 10]).Select(percent =>
            {
                watch.Look((percent * 10) + 5, outboxPercent: 0);
                return $"{percent} {watch.Room} {watch.IsFilling}";
            })));
    }

    [Fact]
    public void Between_the_marks_a_fresh_watch_does_not_know_whether_people_were_told()
    {
        var watch = new QuotaWatch(1_333);
        Assert.False(watch.Look(680, outboxPercent: 0));
        Assert.Null(watch.IsFilling);
    }

    [Fact]
    public void What_waits_for_a_server_counts_like_the_journal_where_it_is_fuller()
    {
        var watch = new QuotaWatch(1_333);
        Assert.True(watch.Look(100, outboxPercent: 92));
        Assert.Equal((JournalRoom.Scarce, 92, true, true), (watch.Room, watch.Percent, watch.IsFilling, watch.IsOutboxFuller));
        Assert.True(watch.Look(1_000, outboxPercent: 92));
        Assert.Equal((JournalRoom.None, 100, false), (watch.Room, watch.Percent, watch.IsOutboxFuller));
    }
}
