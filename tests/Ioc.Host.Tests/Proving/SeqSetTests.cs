using Ioc.Host.Proving;

namespace Ioc.Host.Tests.Proving;

public sealed class SeqSetTests
{
    [Theory]
    [InlineData("1 2 3", 3, 3, 3, 0, 0)]
    [InlineData("3 1 2", 2, 4, 3, 0, 0)]
    [InlineData("", 0, 5, 0, 0, 0)]
    [InlineData("1 2", 3, 3, 2, 1, 0)]
    [InlineData("1 2 2 3", 3, 3, 3, 0, 1)]
    [InlineData("1 2 3 4", 3, 3, 3, 0, 1)]
    public void One_to_L_each_once_and_nothing_else(string stored, int acknowledged, int sent, int count, int lost, int doubled) =>
        Assert.Equal(new SeqSet(count, lost, doubled), SeqSet.Of(Seqs(stored), acknowledged, sent));

    [Fact]
    public void Two_that_are_lost_and_one_that_is_stored_thrice_are_found_though_count_and_sum_agree() =>
        Assert.Equal(new SeqSet(2, 2, 2), SeqSet.Of(Seqs("2 2 2 4"), 4, 4));

    [Fact]
    public void A_gap_before_a_message_that_was_not_acknowledged_is_a_loss() =>
        Assert.Equal(new SeqSet(3, 1, 0), SeqSet.Of(Seqs("1 2 4"), 2, 4));

    private static IEnumerable<int> Seqs(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse);
}
