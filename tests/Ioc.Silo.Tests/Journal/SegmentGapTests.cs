using Ioc.Silo.Journal;

namespace Ioc.Silo.Tests.Journal;

/// <summary>Files were moved away, as <c>ioc doctor</c> advises, while one store held more than the other.</summary>
public sealed class SegmentGapTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public SegmentGapTests()
    {
        using var log = JournalFiles.Open(_directory.Path, segmentBytes: 1);
        foreach (var text in (string[])["a", "b", "c", "d", "e"])
            JournalFiles.Append(log, text);
    }

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(3, 1, "b c new")]
    [InlineData(3, 2, "c new")]
    [InlineData(2, 2, "new")]
    [InlineData(1, 3, "new")]
    [InlineData(0, 2, "new")]
    public void New_positions_begin_after_what_any_store_holds_and_the_gap_is_read_over_at_every_later_start(int filesLeft, long after, string expected)
    {
        MoveAway(filesLeft, 5);
        using (var log = Open(after, takenPosition: 5))
            Assert.Equal(6, log.NextPosition);
        using (var log = Open(after, takenPosition: 5))
        {
            JournalFiles.Append(log, "new");
            Assert.Equal(7, log.NextPosition);
        }

        using var later = Open(after, takenPosition: 5);
        Assert.Equal(7, later.NextPosition);
        Assert.Equal(expected, Texts(later, after));
        Assert.Equal("new", Texts(later, 5));
        var found = JournalInspection.Of(_directory.Path);
        Assert.Null(found.Damage);
        Assert.True(found.BeginsAfter <= after, $"the doctor would miss what stands before {found.BeginsAfter}");
    }

    [Fact]
    public void A_gap_whose_writing_was_cut_off_is_written_again()
    {
        MoveAway(2, 5);
        Open(1, takenPosition: 5).Dispose();
        var gap = JournalFiles.Files(_directory.Path)[^1];
        for (var length = 0; length < SegmentHeader.Bytes; length++)
        {
            File.WriteAllBytes(gap, File.ReadAllBytes(gap)[..length]);
            using var log = Open(1, takenPosition: 5);
            Assert.Equal(6, log.NextPosition);
            Assert.Equal("b", Texts(log, 1));
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    public void A_file_that_is_missing_without_a_word_is_refused_and_the_doctor_sees_it(int from, int to)
    {
        MoveAway(from, to);
        using var log = Open(0);
        Assert.Contains("lacks entries from position " + (from + 1), Assert.Throws<JournalCorruptException>(() => Texts(log, 0)).Message, StringComparison.Ordinal);
        var found = JournalInspection.Of(_directory.Path);
        Assert.True(found.BeginsAfter > 0 || found.Damage!.Contains("lacks entries", StringComparison.Ordinal));
        Assert.Equal("e", Texts(log, 4));
    }

    [Fact]
    public void A_gap_does_not_excuse_what_is_missing_before_it()
    {
        MoveAway(3, 5);
        Open(0, takenPosition: 9).Dispose();
        MoveAway(2, 3);
        using var log = Open(0, takenPosition: 9);
        Assert.Contains("lacks entries from position 3", Assert.Throws<JournalCorruptException>(() => Texts(log, 0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_were_put_back_beside_what_was_written_meanwhile_are_refused()
    {
        MoveAway(3, 5);
        using (var log = Open(0, takenPosition: 4))
            JournalFiles.Append(log, "new", "newer");
        using (var log = JournalFiles.Open(_directory.Path + "/other", afterPosition: 5))
            JournalFiles.Append(log, "foreign");
        File.Copy(JournalFiles.Files(_directory.Path + "/other")[0], Segment.PathOf(_directory.Path, 6));
        using var mixed = Open(0, takenPosition: 4);
        Assert.Contains("do not belong together", Assert.Throws<JournalCorruptException>(() => Texts(mixed, 0)).Message, StringComparison.Ordinal);
        Assert.Contains("do not belong together", JournalInspection.Of(_directory.Path).Damage, StringComparison.Ordinal);
    }

    private SegmentLog Open(long after, long takenPosition = 0) => JournalFiles.Open(_directory.Path, after, segmentBytes: 1, takenPosition: takenPosition);

    private static string Texts(SegmentLog log, long after) => string.Join(' ', log.Replay(after).SelectMany(JournalFiles.Texts));

    /// <summary>The files from one up to another, not included.</summary>
    private void MoveAway(int from, int to)
    {
        foreach (var file in JournalFiles.Files(_directory.Path)[from..to])
            File.Delete(file);
    }
}
